"""Another system's orders in an empty company: once, whatever happens."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from config.demo.audit.run_audit import SourceFile, findings
from config.demo.figures import figures_of
from config.imports import gate
from config.imports.import_orders import ImportReport
from config.imports.orders_csv import UnreadableFile
from config.imports.prepare_company import OtherCurrency
from core.company import company_or_none
from tests.db.config.files import AT, extended, row_counts, run_import, tamper
from tests.fixtures.orders import BAD_ROWS, GOOD_ROWS, MONTHS, NASTY

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    """Return where bad rows go."""
    return tmp_path / "rejected.csv"


def months() -> dict[str, tuple[int, int]]:
    """Return orders and money by month, as the company has them."""
    return {
        month.period: (month.orders, month.amount_minor) for month in figures_of("cdshop").months
    }


def test_every_good_row_becomes_a_guest_order(rejects: Path) -> None:
    assert run_import(NASTY, rejects) == ImportReport(GOOD_ROWS, GOOD_ROWS, BAD_ROWS)
    assert months() == MONTHS
    assert figures_of("cdshop").members == 0
    assert list(findings(at=AT, source_file=SourceFile(NASTY, "cdshop"))) == []


def test_the_same_file_twice_changes_nothing(rejects: Path) -> None:
    run_import(NASTY, rejects)
    before = row_counts()
    assert run_import(NASTY, rejects).created == 0
    assert row_counts() == before


def test_a_longer_file_adds_its_new_rows_only(rejects: Path, tmp_path: Path) -> None:
    run_import(NASTY, rejects)
    longer = extended(tmp_path, "00001,1997-01-01,1,0.01", "00001,1997-01-01,1,0.01")
    assert run_import(longer, rejects).created == 2
    assert months()["1997-01"] == (MONTHS["1997-01"][0] + 2, MONTHS["1997-01"][1] + 2)


def test_one_more_of_an_equal_row_is_one_more_order(rejects: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.csv"
    first.write_text("customer,date,quantity,amount_usd\n7,1997-01-01,1,5.00\n")
    run_import(first, rejects)
    first.write_text("customer,date,quantity,amount_usd\n" + "7,1997-01-01,1,5.00\n" * 3)
    assert run_import(first, rejects).created == 2


def test_a_dry_run_counts_and_changes_nothing(rejects: Path) -> None:
    before = row_counts()
    assert run_import(NASTY, rejects, dry_run=True) == ImportReport(GOOD_ROWS, GOOD_ROWS, BAD_ROWS)
    assert row_counts() == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "customer,date,quantity\n7,1997-01-01,1\n",
        "customer,date,quantity,amount_usd,note\n7,1997-01-01,1,5.00,x\n",
        "7,1997-01-01,1,5.00\n",
    ],
)
def test_a_file_with_another_header_changes_nothing(
    rejects: Path, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "other.csv"
    path.write_text(content)
    before = row_counts()
    with pytest.raises(UnreadableFile):
        run_import(path, rejects)
    assert row_counts() == before
    assert company_or_none() is None
    assert not rejects.exists()


def test_a_company_with_orders_of_another_system_is_left_alone(rejects: Path) -> None:
    run_import(NASTY, rejects)
    tamper("shop_order", "UPDATE shop_order SET origin = 'elsewhere' WHERE id % 2 = 0")
    before = row_counts()
    with pytest.raises(gate.CompanyNotEmpty, match="not of the source"):
        run_import(NASTY, rejects)
    assert row_counts() == before


@pytest.mark.parametrize("source", ["shop", "", "Großhandel", "a b", "x" * 41])
def test_a_source_needs_a_plain_name(source: str) -> None:
    with pytest.raises(gate.BadSource):
        gate.check_source(source)


def test_a_second_import_at_the_same_time_has_to_wait(rejects: Path) -> None:
    database = settings.DATABASES["default"]
    with psycopg.connect(
        host=database["OPTIONS"].get("host") or database["HOST"],
        user=database["USER"],
        dbname=connection.settings_dict["NAME"],
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [gate.SESSION_LOCK])
        with pytest.raises(gate.ImportRuns):
            run_import(NASTY, rejects)
        other.execute("SELECT pg_advisory_unlock(%s)", [gate.SESSION_LOCK])
        assert run_import(NASTY, rejects).created == GOOD_ROWS


def test_a_network_is_drawn_for_dollars_only(rejects: Path, tmp_path: Path) -> None:
    euros = tmp_path / "euros.csv"
    euros.write_text("customer,date,quantity,amount_eur\n7,1997-01-01,1,5.00\n")
    with pytest.raises(OtherCurrency):
        run_import(euros, rejects, with_network=True)
    assert company_or_none() is None
    assert run_import(euros, rejects).created == 1


def test_guests_do_not_become_members_later(rejects: Path) -> None:
    run_import(NASTY, rejects)
    with pytest.raises(gate.OtherWayOfTaking):
        run_import(NASTY, rejects, with_network=True)
