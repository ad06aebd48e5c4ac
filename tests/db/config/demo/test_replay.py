"""A replay of the fixture: members, volume, runs, payouts, and all of it only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from config.demo.audit.run_audit import SourceFile, findings
from config.demo.figures import figures_of
from tests.db.config.demo.closed_months import check_hashes, check_sentences
from tests.db.config.files import AT, extended, ledger_digest, row_counts, run_import
from tests.fixtures.orders import CUSTOMERS, GOOD_ROWS, MONTHS, NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("replayed")]


_ROOT = (
    "SELECT m.external_reference FROM network_sponsorship s"
    " JOIN network_member m ON m.id = s.member_id WHERE s.sponsor_id IS NULL"
)


def rows(sql: str) -> list[tuple[object, ...]]:
    """Read raw rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_month_has_the_money_and_points_of_the_file() -> None:
    months = figures_of("cdshop").months
    assert {month.period: (month.orders, month.amount_minor) for month in months} == MONTHS
    assert all(month.pv_minor == month.amount_minor for month in months)


def test_every_customer_is_a_member_once_and_only_the_first_has_no_sponsor() -> None:
    assert rows("SELECT count(DISTINCT external_reference), count(*) FROM network_member") == [
        (CUSTOMERS, CUSTOMERS)
    ]
    first = rows("SELECT external_buyer FROM shop_order ORDER BY placed_at, external_buyer LIMIT 1")
    assert rows(_ROOT) == first


def test_a_member_joins_on_the_day_of_its_first_purchase() -> None:
    late = rows(
        "SELECT m.id FROM network_member m JOIN shop_order o ON o.buyer_member_id = m.id"
        " GROUP BY m.id HAVING min((o.placed_at AT TIME ZONE 'Europe/Berlin')::date) <> m.joined_on"
    )
    assert late == []


def test_every_month_is_earned_published_and_paid_whole() -> None:
    figures = figures_of("cdshop")
    assert all(month.earned_minor == month.paid_minor for month in figures.months)
    assert figures.ledger_sum_minor > 0
    assert figures.ledger_sum_minor == sum(month.earned_minor for month in figures.months)
    assert rows("SELECT DISTINCT state FROM commissions_run") == [("published",)]
    assert rows("SELECT DISTINCT state FROM finance_payoutbatch") == [("approved",)]


def test_the_audit_finds_nothing() -> None:
    assert list(findings(at=AT, source_file=SourceFile(NASTY, "cdshop"))) == []


def test_a_second_replay_changes_nothing(tmp_path: Path) -> None:
    before = row_counts(), ledger_digest()
    report = run_import(NASTY, tmp_path / "rejected.csv", with_network=True)
    assert (report.read, report.created) == (GOOD_ROWS, 0)
    assert (row_counts(), ledger_digest()) == before


def test_later_rows_are_replayed_on_top(tmp_path: Path) -> None:
    old = figures_of("cdshop").months
    root = str(rows(_ROOT)[0][0])
    longer = extended(tmp_path, "00061,1997-05-02,1,80.00", f"{root},1997-05-03,2,90.00")
    report = run_import(longer, tmp_path / "rejected.csv", with_network=True)
    new = figures_of("cdshop")
    assert report.created == 2
    assert new.members == CUSTOMERS + 1
    assert new.months[:4] == old
    assert new.months[4].amount_minor == 17000
    assert new.months[4].earned_minor == new.months[4].paid_minor > 0
    assert list(findings(at=AT, source_file=SourceFile(longer, "cdshop"))) == []


def test_new_rows_of_a_published_month_are_settled_by_the_next_one(tmp_path: Path) -> None:
    longer = extended(tmp_path, "00001,1997-02-03,1,50.00", "00062,1997-03-03,1,70.00")
    run_import(longer, tmp_path / "rejected.csv", with_network=True)
    uncounted = (
        "SELECT count(*) FROM commissions_volumeentry e WHERE NOT EXISTS"
        " (SELECT 1 FROM commissions_runvolume v WHERE v.volume_entry_id = e.id)"
    )
    assert rows(uncounted) == [(2,)]
    assert list(findings(at=AT, source_file=SourceFile(longer, "cdshop"))) == []
    longer.write_bytes(longer.read_bytes() + b"\r\n00002,1997-05-09,1,60.00\r\n")
    run_import(longer, tmp_path / "rejected.csv", with_network=True)
    assert rows(uncounted) == [(0,)]
    assert list(findings(at=AT, source_file=SourceFile(longer, "cdshop"))) == []


def test_the_network_stays_a_network(tmp_path: Path) -> None:
    """Without the flag the earlier orders of members are left alone, new rows are refused."""
    assert run_import(NASTY, tmp_path / "rejected.csv").created == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_says_why(language: str) -> None:
    check_sentences(language)


def test_every_month_comes_out_the_same() -> None:
    assert check_hashes() == len(MONTHS)
