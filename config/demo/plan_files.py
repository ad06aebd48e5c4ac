"""The plan documents that ship with the product, and how a demo signs one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

import commissions.public as commissions
from core.policy import Actor


def sign_plan(code: str, *, actor: Actor, approver: Actor, at: datetime) -> None:
    """Let two people sign the newest shipped version of a plan; a signed one stays."""
    document = newest_document(code)
    examples = document.with_suffix(".examples.toml")
    commissions.activate_plan(
        document=document.read_bytes(),
        examples=examples.read_bytes(),
        filename=document.name,
        actor=actor,
        approver=approver,
        at=at,
    )


def newest_document(code: str) -> Path:
    """Return the file of the newest version."""
    folder = Path(settings.BASE_DIR) / "commissions" / "plans" / code
    return max(path for path in folder.glob("*.toml") if not path.stem.endswith(".examples"))
