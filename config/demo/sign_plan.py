"""How a demo signs one of the plans that come with the program."""

from __future__ import annotations

from datetime import datetime

import commissions.public as commissions
from core.policy import Actor


def sign_plan(code: str, valid_from: str, *, actor: Actor, approver: Actor, at: datetime) -> None:
    """Let two people sign a shipped version; one that is signed stays."""
    plan = commissions.shipped_plan(code, valid_from)
    commissions.activate_plan(
        document=plan.document,
        examples=plan.examples,
        filename=plan.filename,
        actor=actor,
        approver=approver,
        at=at,
    )
