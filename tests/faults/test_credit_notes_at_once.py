"""Fifty people issue Gutschriften at the same moment: one for each payee, numbers without a gap."""

from __future__ import annotations

import pytest

from finance.models import ClaimUse, CreditNote, Document
from finance.public import balances_by_name, issue_credit_notes
from tests.db.finance.books import AT, found_company
from tests.db.finance.earned import VESTED_ON, vest
from tests.db.finance.suppliers import CLERK, publish_agreement, supplier
from tests.db.shop.test_concurrency import at_once

PAYEES, PEOPLE = 6, 50

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _tables(transactional_db: None) -> None:
    """Let other connections see what is stored."""


def test_fifty_at_once_write_one_for_each_payee() -> None:
    found_company()
    publish_agreement()
    payees = [supplier("regular", name=f"p{number}") for number in range(PAYEES)]
    vest(dict.fromkeys(payees, 1_000))
    issued: list[int] = []

    def issue() -> None:
        issued.append(issue_credit_notes(until=VESTED_ON, actor=CLERK, at=AT).count)

    assert at_once([issue] * PEOPLE) == {"done": PEOPLE}
    assert sorted(issued) == [0] * (PEOPLE - 1) + [PAYEES]
    sequences = Document.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, PAYEES + 1))
    assert CreditNote.objects.count() == ClaimUse.objects.count() == PAYEES
    assert set(balances_by_name("payable", "EUR").values()) == {1_190}
    assert not balances_by_name("vested", "EUR")
