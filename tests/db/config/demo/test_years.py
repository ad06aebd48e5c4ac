"""A history of months before the last three: it reconciles, and every flipped amount is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from config.demo.audit.members import audit_members, member_money
from config.demo.audit.run_audit import findings
from config.demo.load import found_demo_company
from config.demo.progress import history_progress
from config.demo.size import SHORT
from config.demo.telling import ToldMeanwhile, take_step, tell_everything, tell_on
from config.demo.timeline import Happening, keep, kept
from config.models import DemoTelling
from tests.db.config.demo.closed_months import check_hashes, check_sentences
from tests.db.config.demo.replayed import rolled_back
from tests.db.config.files import tamper

AT = datetime(2026, 11, 21, 14, tzinfo=UTC)
MIDDLE = AT - timedelta(days=90)


@pytest.fixture(scope="module")
def told_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tell a short history once for this module, with a break in the middle."""
    with django_db_blocker.unblock(), rolled_back():
        found_demo_company(at=AT, size=SHORT)
        tell_on(through=MIDDLE)
        tell_everything()
        yield


@pytest.fixture
def told(told_once: None, django_db_blocker: Any) -> Iterator[None]:
    """Give a test the history."""
    with django_db_blocker.unblock(), rolled_back():
        yield


def number(sql: str) -> int:
    """Read one number."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_it_stands_up_to_the_audit_with_returns_papers_and_the_bank_in_it() -> None:
    assert list(findings(at=AT)) == []
    assert number("SELECT steps_refused FROM config_demotelling") == 0
    assert number("SELECT count(*) FROM commissions_runreversal") > 0
    assert number("SELECT count(*) FROM finance_creditnote") > 20
    assert number("SELECT count(*) FROM finance_transferstep WHERE kind = 'settled'") > 20
    assert number("SELECT count(*) FROM finance_transferstep WHERE kind = 'returned'") == 1
    assert number("SELECT count(*) FROM shop_order WHERE kind IN ('sample', 'gift')") == 2
    assert number("SELECT count(*) FROM shop_preparedcart") == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_every_member_who_earned_has_its_money_somewhere() -> None:
    money = member_money()
    assert len(money) > 15
    assert sum(one.lines for one in money) == sum(one.booked for one in money) > 0
    assert sum(one.sent for one in money) > 0


FLIPS = {
    "commissions_earningline": "SET amount_minor = amount_minor + 1",
    "finance_statement": "SET earned_minor = earned_minor + 1",
    "finance_claim": "SET amount_minor = amount_minor + 1",
    "finance_reservelot": "SET amount_minor = amount_minor + 1",
    "finance_payoutline": "SET amount_minor = amount_minor + 1",
    "finance_document": "SET net_minor = net_minor + 1, gross_minor = gross_minor + 1",
}
ONE_OF = {
    "commissions_earningline": (
        "(run_id, line_no) = (SELECT l.run_id, min(l.line_no) FROM commissions_earningline l"
        " JOIN commissions_run r ON r.id = l.run_id WHERE r.state = 'published'"
        " GROUP BY 1 ORDER BY 1 LIMIT 1)",
        "SELECT 'member:' || member_id FROM commissions_earningline l"
        " JOIN commissions_run r ON r.id = l.run_id WHERE r.state = 'published'"
        " ORDER BY l.run_id, line_no LIMIT 1",
    ),
    "finance_document": (
        "id = (SELECT min(document_id) FROM finance_creditnote)",
        "SELECT payee FROM finance_creditnote ORDER BY document_id LIMIT 1",
    ),
    "finance_payoutline": (
        "id = (SELECT min(id) FROM finance_payoutline WHERE state = 'paid')",
        "SELECT payee FROM finance_payoutline WHERE state = 'paid' ORDER BY id LIMIT 1",
    ),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("table", FLIPS)
def test_one_flipped_amount_is_named_with_its_member(table: str) -> None:
    which, whose = ONE_OF.get(
        table,
        (f"id = (SELECT min(id) FROM {table})", f"SELECT payee FROM {table} ORDER BY id LIMIT 1"),
    )
    with connection.cursor() as cursor:
        cursor.execute(whose)
        (payee,) = cursor.fetchone()
    assert audit_members() == []
    tamper(table, f"UPDATE {table} {FLIPS[table]} WHERE {which}")
    assert {finding.what.split(" ")[0] for finding in audit_members()} == {payee}


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_a_flipped_posting_is_named_with_its_member() -> None:
    which = "(SELECT min(id) FROM finance_ledgerposting WHERE destination LIKE '%:vested')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT destination FROM finance_ledgerposting WHERE id = {which}")
        payee = cursor.fetchone()[0].removesuffix(":vested")
    tamper(
        "finance_ledgerposting",
        f"UPDATE finance_ledgerposting SET amount_minor = amount_minor + 1 WHERE id = {which}",
    )
    assert {finding.what.split(" ")[0] for finding in audit_members()} == {payee}


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_a_step_that_is_told_is_not_told_again() -> None:
    done: list[int] = []
    again = Happening(AT, lambda: done.append(number("SELECT 1")))
    with pytest.raises(ToldMeanwhile):
        take_step(7, again)
    assert tell_everything() is False


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_what_the_company_refuses_did_not_happen_and_the_history_goes_on() -> None:
    DemoTelling.objects.update(steps_done=7)
    before = number("SELECT count(*) FROM config_demothing")
    take_step(7, Happening(AT, partial(keep_and_miss, "something")))
    assert number("SELECT steps_done * 10 + steps_refused FROM config_demotelling") == 81
    assert number("SELECT count(*) FROM config_demothing") == before


def keep_and_miss(name: str) -> None:
    """Remember something, then ask for what never happened."""
    keep(name, 1)
    kept("nothing of this name")


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_progress_is_told_while_there_is_some() -> None:
    assert history_progress() is None
    DemoTelling.objects.update(
        finished_at=None, steps_done=500, steps_total=2000, spent_ms=60_000, told_until=MIDDLE
    )
    found = history_progress()
    assert found is not None
    assert (found.percent, found.minutes_left, found.told_until) == (25, 3, MIDDLE)


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_of_a_closed_month_says_why(language: str) -> None:
    check_sentences(language)


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_every_closed_month_comes_out_the_same() -> None:
    assert check_hashes() == 6
