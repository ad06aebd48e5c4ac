"""Ids fit into the message and do not repeat."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from finance.rules.payment_ids import message_ids

AT = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
IBAN = "DE02120300000000202051"


def test_ids_are_at_most_35_characters_that_banks_accept() -> None:
    ids = message_ids(debtor_iban=IBAN, nonce="n", at=AT)
    for made in (ids.message_id, ids.end_to_end_id(1), ids.end_to_end_id(99_999_999)):
        assert re.fullmatch(r"[A-Z0-9-]{1,35}", made)


def test_another_company_moment_or_nonce_gives_other_ids() -> None:
    ids = message_ids(debtor_iban=IBAN, nonce="n", at=AT)
    others = [
        message_ids(debtor_iban="AT611904300234573201", nonce="n", at=AT),
        message_ids(debtor_iban=IBAN, nonce="o", at=AT),
        message_ids(debtor_iban=IBAN, nonce="n", at=AT.replace(second=1)),
    ]
    assert ids.token not in {other.token for other in others}
    assert ids == message_ids(debtor_iban=IBAN, nonce="n", at=AT)


def test_the_iban_cannot_be_read_from_the_id() -> None:
    assert "2051" not in message_ids(debtor_iban=IBAN, nonce="n", at=AT).message_id
