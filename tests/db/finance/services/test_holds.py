"""A hold has a reason, a beginning, an end, and people who answer for both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from core.models import AuditEntry
from core.paging import PageRequest
from core.policy import NotAllowed
from finance.public import (
    BadHold,
    HeldAlready,
    HoldNotFound,
    holds_of,
    holds_page,
    lift_hold,
    place_hold,
)
from tests.db.finance.books import AT, PARTNER, PREPARER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
ANNA = "member:1042"
LATER = AT + timedelta(hours=1)


def hold(reason: str = "dispute", note: str = "Anwalt schrieb am 3.11.") -> int:
    """Hold a payee."""
    return place_hold(payee=ANNA, reason=reason, note=note, actor=PREPARER, at=AT)


def test_a_payee_is_held_until_the_hold_is_lifted() -> None:
    number = hold()
    hold("identity")
    assert holds_of([ANNA, "member:1"], AT) == {ANNA: ("dispute", "identity")}
    lift_hold(hold_id=number, actor=PREPARER, at=LATER)
    assert holds_of([ANNA], LATER) == {ANNA: ("identity",)}
    assert holds_of([ANNA], AT) == {ANNA: ("dispute", "identity")}
    assert holds_of([ANNA], AT - timedelta(days=1)) == {}


def test_who_placed_and_lifted_it_is_kept() -> None:
    lift_hold(hold_id=hold(), actor=PREPARER, at=LATER)
    shown = holds_page(PREPARER, PageRequest(), payee=ANNA).items[0]
    assert (shown.placed_by, shown.lifted_by, shown.lifted_at) == ("account:7", "account:7", LATER)
    assert shown.note == "Anwalt schrieb am 3.11."
    actions = AuditEntry.objects.filter(subject=ANNA).values_list("action", flat=True)
    assert set(actions) == {"finance.place_hold", "finance.lift_hold"}


def test_the_note_is_sealed() -> None:
    hold()
    with connection.cursor() as cursor:
        cursor.execute("SELECT finance_payeehold::text FROM finance_payeehold")
        assert "Anwalt" not in str(cursor.fetchall())


def test_a_reason_and_words_are_needed_and_one_reason_holds_once() -> None:
    for reason, note in (("weather", "rain"), ("dispute", " ")):
        with pytest.raises(BadHold):
            hold(reason, note)
    hold()
    with pytest.raises(HeldAlready):
        hold()


def test_what_is_lifted_cannot_be_lifted_again_and_partners_cannot_at_all() -> None:
    number = hold()
    with pytest.raises(NotAllowed):
        lift_hold(hold_id=number, actor=PARTNER, at=LATER)
    lift_hold(hold_id=number, actor=PREPARER, at=LATER)
    with pytest.raises(HoldNotFound):
        lift_hold(hold_id=number, actor=PREPARER, at=LATER)
