"""A plan's minimum goes before the company's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from finance.facts import PlanTerms
from finance.models import PayoutTerms
from finance.public import set_payout_terms, terms_in_force
from tests.db.finance.books import AT, give_bank_accounts
from tests.db.finance.services.test_payout_holds import change, earn, lines_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
LONG_AGO = date(2026, 1, 1)


def state(
    plan: str, minimum_minor: int | None, *, day: date = LONG_AGO, currency: str = "EUR"
) -> None:
    """Let a plan say a minimum, and thirty days at most."""
    days = None if minimum_minor is None else 30
    set_payout_terms(PlanTerms(plan, day, currency, minimum_minor, days), at=AT)


def minimum() -> int | None:
    terms = terms_in_force("EUR", AT.date())
    return terms.minimum_minor if terms else None


def test_payouts_follow_the_plan_and_not_the_company() -> None:
    change(minimum_payout_minor=50_00, force_payout_after_days=90)
    state("one", 20_00)
    earn("member:1", 19_99, AT.date() - timedelta(days=29), key="young")
    earn("member:2", 20_00, AT.date(), key="enough")
    earn("member:3", 19_99, AT.date() - timedelta(days=31), key="old")
    give_bank_accounts("member:1", "member:2", "member:3")
    assert lines_at() == [
        ("member:1", 19_99, "below_minimum"),
        ("member:2", 20_00, ""),
        ("member:3", 19_99, ""),
    ]


def test_the_lowest_of_several_plans_holds() -> None:
    assert minimum() is None
    state("one", 20_00)
    state("two", 15_00)
    state("francs", 1_00, currency="CHF")
    assert minimum() == 15_00


def test_a_later_version_replaces_what_an_earlier_one_said() -> None:
    state("one", 20_00)
    state("one", 30_00, day=AT.date())
    state("one", 10_00, day=AT.date() + timedelta(days=1))
    assert minimum() == 30_00


def test_a_version_that_says_nothing_leaves_it_to_the_company_again() -> None:
    state("silent", None)
    assert not PayoutTerms.objects.exists()
    state("one", 20_00)
    state("one", None, day=AT.date())
    assert minimum() is None


def test_terms_never_change() -> None:
    state("one", 20_00)
    with pytest.raises(DatabaseError), transaction.atomic():
        PayoutTerms.objects.update(minimum_minor=1)
