"""What vests leaves pending: a share into the reserve, the rest waits for a Gutschrift."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import InvariantBroken
from finance.models import Claim, LedgerTransaction, ReserveLot, ReserveMove
from finance.public import InvalidPart, KeyUsedForAnotherBooking, VestedPart, accrue, payee_balance
from tests.db.finance.books import AT
from tests.db.finance.earned import ORDERED_ON, RELEASE_ON, VESTED_ON, publish, standing, vest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
ANNA = "member:1042"
PART = VestedPart(ANNA, "run:1", ORDERED_ON, VESTED_ON, 1_000, 100, RELEASE_ON)


def test_a_share_is_kept_and_the_rest_is_vested() -> None:
    publish({ANNA: 1_500})
    accrue([PART], key="run:1:vested:1", at=AT)
    assert standing() == {"pending": 500, "vested": 900, "reserve": 100}
    claim, lot = Claim.objects.get(), ReserveLot.objects.get()
    assert (claim.kind, claim.amount_minor, claim.service_on) == ("vested", 900, ORDERED_ON)
    assert (lot.amount_minor, lot.release_on) == (100, RELEASE_ON)
    booked = LedgerTransaction.objects.latest("id")
    assert (booked.kind, booked.effective_on, booked.reference) == (
        "commission.vested", VESTED_ON, "run:1",
    )  # fmt: skip


def test_orders_of_one_day_are_one_claim_and_payees_have_a_booking_each() -> None:
    publish({ANNA: 2_000, "member:7": 1_000})
    accrue([PART, PART, replace(PART, payee="member:7")], key="run:1:vested:1", at=AT)
    claims = Claim.objects.order_by("payee").values_list("payee", "amount_minor")
    assert list(claims) == [(ANNA, 1_800), ("member:7", 900)]
    assert LedgerTransaction.objects.filter(kind="commission.vested").count() == 2


def test_the_same_call_again_changes_nothing() -> None:
    publish({ANNA: 1_000})
    accrue([PART], key="run:1:vested:1", at=AT)
    accrue([PART], key="run:1:vested:1", at=AT)
    assert standing() == {"vested": 900, "reserve": 100}
    assert (Claim.objects.count(), ReserveLot.objects.count()) == (1, 1)


def test_a_key_that_vested_something_else_is_a_conflict() -> None:
    publish({ANNA: 1_000})
    accrue([PART], key="run:1:vested:1", at=AT)
    with pytest.raises(KeyUsedForAnotherBooking):
        accrue([replace(PART, amount_minor=999)], key="run:1:vested:1", at=AT)


def test_no_more_vests_than_is_pending() -> None:
    publish({ANNA: 999})
    with pytest.raises(InvariantBroken, match="more than is pending"):
        accrue([PART], key="run:1:vested:1", at=AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_minor": 0, "reserve_minor": 0},
        {"reserve_minor": 1_001},
        {"reserve_until": None},
        {"payee": "company"},
    ],
)
def test_what_no_order_can_lead_to_is_our_mistake(changes: dict[str, object]) -> None:
    publish({ANNA: 1_000})
    with pytest.raises(InvalidPart):
        accrue([replace(PART, **changes)], key="run:1:vested:1", at=AT)  # type: ignore[arg-type]


def test_the_balance_names_the_next_day_on_which_reserve_comes_free() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    vest({ANNA: 500}, run="run:2", reserve_minor=50, release_on=date(2027, 1, 1))
    found = payee_balance(ANNA)
    assert (found.vested_minor, found.reserve_minor, found.payable_minor) == (1_350, 150, 0)
    assert (found.next_release, found.next_release_minor) == (date(2027, 1, 1), 50)


def test_the_database_keeps_claims_and_lots_as_they_were() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    for statement in (
        "UPDATE finance_claim SET amount_minor = 1",
        "DELETE FROM finance_claim",
        "UPDATE finance_reservelot SET release_on = '2026-12-01'",
        "DELETE FROM finance_reservelot",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_gives_no_more_than_a_lot_holds() -> None:
    vest({ANNA: 1_000}, reserve_minor=100)
    lot, booked = ReserveLot.objects.get(), LedgerTransaction.objects.latest("id")
    row = {"lot": lot, "transaction": booked, "kind": "used"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReserveMove.objects.create(**row, amount_minor=101)
    assert ReserveMove.objects.create(**row, amount_minor=100).pk
