"""Set papers as PDF with typst, in a process of its own.

Typst must not be used in a process that forks afterwards, as Celery's does (docs/adr, "typst").
What a person wrote travels as JSON data: nothing of it is ever read as markup.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import InvariantBroken

SECONDS = 30
_ROOT = Path(__file__).resolve().parent.parent
# A page that shows one PDF must not be able to start many compilers side by side.
_AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Paper:
    """What to set: a template's files by name, "main.typ" first, and the data for it.

    A picture travels in the data as a list of its bytes. The same paper at the same `dated` gives
    the same PDF.
    """

    templates: Mapping[str, str]
    data: Mapping[str, Any] = field(repr=False)
    dated: datetime


def typeset(paper: Paper) -> bytes:
    """Return the paper as a PDF/A-3b.

    Raises: InvariantBroken — the template does not compile, or took too long.
    """
    order = json.dumps(
        {
            "templates": dict(paper.templates),
            "data": json.dumps(paper.data),
            "timestamp": int(paper.dated.timestamp()),
        }
    )
    with _AT_ONCE:
        return _set(order.encode())


def _set(order: bytes) -> bytes:
    command = [sys.executable, "-m", "core.typesetter"]
    try:
        done = subprocess.run(  # noqa: S603 — our own module, nothing of it comes from outside
            command, input=order, capture_output=True, timeout=SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise InvariantBroken(f"a paper was not set within {SECONDS} seconds") from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        said = done.stderr.decode(errors="replace").strip().split("\n")[-1][:80]
        raise InvariantBroken(f"a paper could not be set (exit {done.returncode}): {said}")
    return done.stdout
