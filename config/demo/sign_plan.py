"""How a demo signs one of the plans that come with the program."""

from __future__ import annotations

from datetime import date, datetime

import commissions.public as commissions
from core.policy import Actor


def sign_plan(
    code: str,
    valid_from: str,
    *,
    actor: Actor,
    approver: Actor,
    at: datetime,
    dated_back_to: date | None = None,
) -> None:
    """Let two people sign a shipped version; one that is signed stays.

    A demo that began before its plan signs the same wording with an earlier first day.
    """
    plan = commissions.shipped_plan(code, valid_from)
    first_day = valid_from
    if dated_back_to is not None and dated_back_to < date.fromisoformat(valid_from):
        first_day = dated_back_to.replace(day=1).isoformat()
    commissions.activate_plan(
        document=plan.document.replace(valid_from.encode(), first_day.encode()),
        examples=plan.examples,
        filename=plan.filename.replace(valid_from, first_day),
        actor=actor,
        approver=approver,
        at=at,
    )
