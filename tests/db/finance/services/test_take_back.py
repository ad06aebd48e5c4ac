"""Taking back goes through the reserve, what is vested and what is payable; then it is a debt."""

from __future__ import annotations

from datetime import date

import pytest

from finance.models import Claim, ReserveLot
from finance.public import KeyUsedForAnotherBooking, balance_minor
from tests.db.finance.books import owe
from tests.db.finance.earned import ORDERED_ON, lose, standing, vest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
ANNA = "member:1042"


def claims() -> list[tuple[str, int]]:
    """Return all claims in the order in which they came."""
    return list(Claim.objects.order_by("id").values_list("kind", "amount_minor"))


def test_a_full_return_leaves_every_account_at_zero() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    lose(ANNA, 1_000)
    assert standing() == {}
    assert balance_minor("company:commission_cost", "EUR") == 0
    assert claims() == [("vested", 900), ("taken_back", -900)]
    assert ReserveLot.objects.get().closed_at is not None


def test_the_reserve_of_the_order_s_own_day_pays_first() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    lose(ANNA, 60)
    assert standing() == {"vested": 900, "reserve": 40}
    assert claims() == [("vested", 900)]


def test_other_reserve_pays_next_and_is_then_owed_on_paper() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    vest({ANNA: 500}, run="run:2", service_on=date(2026, 10, 20), reserve_minor=50)
    lose(ANNA, 120)
    assert standing() == {"vested": 1_350, "reserve": 30}
    assert claims()[2:] == [("taken_back", -20), ("reserve_used", 20)]


def test_what_is_payable_pays_before_there_is_a_debt() -> None:
    owe({ANNA: 300})
    vest({ANNA: 100})
    lose(ANNA, 450, corrects="run:0")
    assert standing() == {"receivable": -50}
    assert claims() == [("vested", 100), ("taken_back", -450)]


def test_the_same_call_again_takes_nothing_more() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    lose(ANNA, 150)
    lose(ANNA, 150)
    assert standing() == {"vested": 850}


def test_a_key_that_took_back_something_else_is_a_conflict() -> None:
    vest({ANNA: 1_000})
    lose(ANNA, 150)
    with pytest.raises(KeyUsedForAnotherBooking):
        lose(ANNA, 151)


def test_a_claim_tells_which_order_day_and_run_it_corrects() -> None:
    vest({ANNA: 1_000})
    lose(ANNA, 150)
    row = Claim.objects.get(kind="taken_back")
    assert (row.reference, row.corrects, row.service_on) == ("run:9", "run:1", ORDERED_ON)
