"""Staff may be partners too: about their own money somebody else decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.policy import Actor
from finance.public import (
    lift_hold,
    place_hold,
    record_repayment,
    release_bank_account,
    settle_objection,
)
from network.public import OwnInterest
from tests.db.finance.books import AT, PREPARER
from tests.db.finance.earned import vest
from tests.db.finance.services.test_issue_credit_notes import issue
from tests.db.finance.suppliers import publish_agreement, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def refused(decide: Callable[[], object]) -> None:
    """See that a decision is left to a colleague."""
    with pytest.raises(OwnInterest):
        decide()


def test_nobody_at_the_finance_desk_decides_about_the_own_money() -> None:
    publish_agreement()
    anna = supplier()
    clerk = Actor(7, frozenset({"finance"}), int(anna[7:]), "account:7")
    hold = place_hold(payee=anna, reason="dispute", note="A letter.", actor=clerk, at=AT)
    vest({anna: 1_000})
    issue()
    number = "GS-2026-000001"
    refused(lambda: lift_hold(hold_id=hold, actor=clerk, at=AT))
    refused(lambda: release_bank_account(payee=anna, actor=clerk, at=AT))
    refused(lambda: record_repayment(entry_id=1, payee=anna, actor=clerk, at=AT))
    refused(lambda: settle_objection(number=number, is_withdrawn=False, actor=clerk, at=AT))
    lift_hold(hold_id=hold, actor=PREPARER, at=AT)
