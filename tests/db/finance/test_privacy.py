"""From the bank account to the bank file, no name and no IBAN lies anywhere in the clear."""

from __future__ import annotations

import pytest
from django.db import connection
from structlog.testing import capture_logs

from finance import tasks
from finance.public import approve_payout, payout_file, prepare_payout, set_bank_account
from tests.db.finance.books import (
    ANNA_IBAN,
    APPROVER,
    AT,
    PARTNER,
    PAY_ON,
    PREPARER,
    found_company,
    owe,
)

SECRETS = (ANNA_IBAN, ANNA_IBAN[4:18], "Anna Geheim", "Geheim")


def tables() -> list[str]:
    """Return every table that finance or the core writes."""
    return [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("finance_", "core_"))
    ]


def dump() -> str:
    """Return every row as text; binary columns come as hex digits."""
    with connection.cursor() as cursor:
        rows = []
        for table in tables():
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


@pytest.mark.django_db
def test_a_payout_leaves_no_bank_data_in_tables_or_logs(
    capfd: pytest.CaptureFixture[str],
) -> None:
    found_company()
    owe({"member:1042": 1234})
    with capture_logs() as logs:
        set_bank_account(
            payee="member:1042", iban=ANNA_IBAN, holder="Anna Geheim", actor=PARTNER, at=AT
        )
        batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
        approve_payout(batch_id=batch.id, file_sha256=batch.file_sha256, actor=APPROVER, at=AT)
        content = payout_file(APPROVER, batch.id, at=AT)
        tasks.verify_ledger()
    assert b"Anna Geheim" in content and ANNA_IBAN.encode() in content
    seen = dump() + repr(logs) + "".join(capfd.readouterr())
    assert "member:1042:payable" in seen, "the dump holds what it should hold"
    for secret in SECRETS:
        assert secret not in seen
        assert secret.encode().hex() not in seen
