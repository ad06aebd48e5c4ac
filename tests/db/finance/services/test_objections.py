"""Who objects to a Gutschrift is heard; it falls and is written anew, or stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.paging import PageRequest
from core.policy import NotAllowed
from finance.models import CreditNote
from finance.public import (
    DocumentNotFound,
    NoOpenObjection,
    ObjectedAlready,
    ObjectionReasonMissing,
    balance_minor,
    credit_notes_page,
    issue_credit_notes,
    object_to_credit_note,
    objection_reason,
    open_objections,
    settle_objection,
)
from tests.db.finance.books import AT
from tests.db.finance.earned import VESTED_ON, lose, standing, vest
from tests.db.finance.suppliers import CLERK, be, publish_agreement, self_of, supplier

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
FIRST = "GS-2026-000001"


@pytest.fixture
def anna(company: None) -> str:
    """A member that got a Gutschrift of 100.00 with 19.00 of VAT."""
    publish_agreement()
    payee = supplier("regular")
    vest({payee: 10_000})
    issue()
    return payee


def issue() -> None:
    """Issue what is due."""
    issue_credit_notes(until=VESTED_ON + timedelta(days=9), actor=CLERK, at=LATER)


def object_to(payee: str, reason: str = "Ich bin Kleinunternehmerin.") -> None:
    """Let a member object to the first paper."""
    actor = self_of(int(payee[7:]))
    object_to_credit_note(number=FIRST, reason=reason, actor=actor, at=AT)


def settle(*, is_withdrawn: bool) -> None:
    """Settle the objection to the first paper."""
    settle_objection(number=FIRST, is_withdrawn=is_withdrawn, actor=CLERK, at=LATER)


def test_an_objection_is_kept_and_shown_to_finance(anna: str) -> None:
    object_to(anna)
    rows = credit_notes_page(CLERK, PageRequest(), objected=True).items
    assert [(row.number, row.objected_at) for row in rows] == [(FIRST, AT)]
    assert objection_reason(CLERK, FIRST) == "Ich bin Kleinunternehmerin."
    assert open_objections() == 1


def test_where_the_paper_falls_it_is_corrected_and_written_anew(anna: str) -> None:
    """100.00 + 19.00 fall; the member was a small business: 100.00 without VAT."""
    object_to(anna)
    be(int(anna[7:]), "small_business")
    settle(is_withdrawn=False)
    assert standing(anna) == {"vested": 10_000}
    assert balance_minor("company:input_tax", "EUR") == 0
    issue()
    assert standing(anna) == {"payable": 10_000}
    told = CreditNote.objects.order_by("document_id").values_list(
        "document__number", "tax_kind", "document__gross_minor"
    )
    assert list(told) == [
        (FIRST, "regular", 11_900),
        ("GK-2026-000001", "regular", 11_900),
        ("GS-2026-000002", "small_business", 10_000),
    ]
    assert open_objections() == 0


def test_only_what_is_left_of_a_corrected_paper_is_written_anew(anna: str) -> None:
    lose(anna, 3_333)
    issue()
    object_to(anna)
    settle(is_withdrawn=False)
    assert standing(anna) == {"vested": 6_667}
    assert balance_minor("company:input_tax", "EUR") == 0


def test_a_withdrawn_objection_leaves_the_paper(anna: str) -> None:
    object_to(anna)
    settle(is_withdrawn=True)
    assert standing(anna) == {"payable": 11_900}
    with pytest.raises(NoOpenObjection):
        settle(is_withdrawn=False)


def test_one_objection_with_words_by_the_member_itself(anna: str) -> None:
    with pytest.raises(ObjectionReasonMissing):
        object_to(anna, " ")
    with pytest.raises(NotAllowed):
        object_to_credit_note(number=FIRST, reason="no", actor=self_of(1), at=AT)
    with pytest.raises(DocumentNotFound):
        object_to_credit_note(number="GS-1", reason="no", actor=self_of(1), at=AT)
    object_to(anna)
    with pytest.raises(ObjectedAlready):
        object_to(anna)
