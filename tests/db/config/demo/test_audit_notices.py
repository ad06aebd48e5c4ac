"""The audit notices every row that somebody changes behind the program's back."""

from __future__ import annotations

import pytest
from django.db import connection

from config.demo.audit.run_audit import SourceFile, findings
from tests.db.config.files import AT, tamper
from tests.fixtures.orders import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("replayed")]

# A line that pays something, and what hangs on it.
LINE = "(SELECT run_id, line_no FROM commissions_earningline ORDER BY 1, 2 LIMIT 1)"
ENTRY = "(SELECT volume_entry_id FROM commissions_earningline ORDER BY run_id, line_no LIMIT 1)"
ORDER = f"(SELECT order_id FROM commissions_volumeentry WHERE id = {ENTRY})"
OTHER = "(SELECT min(id) FROM network_member)"
PENDING = "(SELECT min(id) FROM finance_ledgerposting WHERE destination LIKE '%:pending')"
PAYABLE = "(SELECT min(id) FROM finance_ledgerposting WHERE source LIKE '%:pending')"
SENT = "(SELECT min(id) FROM finance_ledgerposting WHERE destination LIKE '%in_transit')"

CASES = [
    (
        "shop_order",
        f"SET gross_minor = gross_minor + 1, net_minor = net_minor + 1 WHERE id = {ORDER}",
        {"order = its lines", "file = orders"},
    ),
    (
        "shop_order",
        f"SET placed_at = placed_at - interval '40 days' WHERE id = {ORDER}",
        {"volume = order", "file = orders"},
    ),
    ("shop_order", f"SET credited_member_id = {OTHER}", {"volume = order"}),
    (
        "shop_orderline",
        f"SET cv_minor = cv_minor + 100 WHERE order_id = {ORDER}",
        {"volume = order", "volume line = order line", "vested cents trace to orders"},
    ),
    (
        "commissions_volumeentry",
        f"SET pv_minor = pv_minor + 5000 WHERE id = {ENTRY}",
        {"volume = order", "standings = volumes"},
    ),
    (
        "commissions_volumeentry",
        f"SET paid_on = paid_on + 31 WHERE id = {ENTRY}",
        {"volume = order", "volume counts once"},
    ),
    ("commissions_volumeline", "SET net_minor = net_minor + 1", {"volume line = order line"}),
    (
        "commissions_volumedelivery",
        f"SET delivered_on = delivered_on + 1 WHERE entry_id = {ENTRY}",
        {"volume = order"},
    ),
    ("network_sponsorship", f"SET sponsor_id = {OTHER} WHERE sponsor_id <> {OTHER}",
     {"snapshot = sponsorships"}),
    (
        "commissions_runmember",
        f"SET sponsor_id = {OTHER} WHERE sponsor_id <> {OTHER}",
        {"snapshot = sponsorships", "earnings = second calculation"},
    ),
    (
        "commissions_runmember",
        "SET paid_rank = 'director' WHERE paid_rank = 'member'",
        {"standings = volumes"},
    ),
    ("commissions_runmember", "SET gv_minor = gv_minor + 1", {"standings = volumes"}),
    (
        "commissions_earningline",
        f"SET amount_minor = amount_minor + 1 WHERE (run_id, line_no) = {LINE}",
        {"run = its rows", "earnings = second calculation", "member = lines to bank"},
    ),
    (
        "commissions_earningline",
        f"SET level = level + 1 WHERE (run_id, line_no) = {LINE}",
        {"earnings = second calculation"},
    ),
    (
        "commissions_vesting",
        "SET vests_on = vests_on - 1",
        {"vesting days"},
    ),
    (
        "finance_ledgerposting",
        f"SET amount_minor = amount_minor + 1 WHERE id = {PENDING}",
        {"member = lines to bank"},
    ),
    (
        "finance_ledgerposting",
        f"SET amount_minor = amount_minor + 1 WHERE id = {PAYABLE}",
        {"pending = what has not vested", "vested cents trace to orders", "member = lines to bank"},
    ),
    (
        "finance_ledgerposting",
        f"SET amount_minor = amount_minor - 1 WHERE amount_minor > 1 AND id = {SENT}",
        {"member = lines to bank"},
    ),
    (
        "finance_ledgerposting",
        f"SET source = 'company:gifts' WHERE id = {PAYABLE}",
        {"ledger moves"},
    ),
    (
        "finance_payoutline",
        "SET amount_minor = amount_minor + 1 WHERE line_no = 1",
        {"payout = its lines", "bank file = payout lines", "member = lines to bank"},
    ),
    ("finance_payoutbatch", "SET total_minor = total_minor + 1", {"payout = its lines",
                                                                  "bank file sums"}),
    ("finance_payoutfile", "SET sha256 = repeat('0', 64)", {"bank file hash"}),
    ("finance_statement", "SET earned_minor = earned_minor + 1", {"statements = earnings"}),
]  # fmt: skip

DELETIONS = [
    ("commissions_earningline", f"(run_id, line_no) = {LINE}", {"earnings = second calculation"}),
    ("commissions_volumeline", f"entry_id = {ENTRY}", {"volume line = order line"}),
    ("commissions_runvolume", f"volume_entry_id = {ENTRY}", {"volume counts once"}),
    ("commissions_vestedvolume", f"volume_entry_id = {ENTRY}",
     {"pending = what has not vested", "nothing vests too late", "vested cents trace to orders"}),
    ("finance_statement", "earned_minor > 0", {"statements = earnings"}),
]  # fmt: skip


def noticed() -> set[str]:
    """Return the checks that found something."""
    found = findings(at=AT, source_file=SourceFile(NASTY, "cdshop"))
    return {finding.check for finding in found}


@pytest.mark.parametrize(("table", "change", "checks"), CASES)
def test_a_changed_row(table: str, change: str, checks: set[str]) -> None:
    tamper(table, f"UPDATE {table} {change}")
    assert noticed() >= checks


@pytest.mark.parametrize(("table", "which", "checks"), DELETIONS)
def test_a_missing_row(table: str, which: str, checks: set[str]) -> None:
    with connection.cursor() as cursor:  # what points at the row would stop us
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    tamper(table, f"DELETE FROM {table} WHERE {which}")
    assert noticed() >= checks


def test_another_calendar() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_companysettings SET time_zone = 'Pacific/Auckland'")
    assert noticed() >= {"volume = order", "file = orders"}
