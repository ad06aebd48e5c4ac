"""The demo company: loaded once, believable, left alone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from config.demo.audit.run_audit import findings
from config.demo.load import NotADemo, load_demo_company
from config.demo.sign_ins import DEMO_SIGN_INS
from core.company import company
from tests.db.config.demo.closed_months import check_hashes, check_sentences
from tests.db.config.demo.replayed import rolled_back
from tests.db.config.files import row_counts

AT = datetime(2026, 11, 21, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the demo company once for this module."""
    with django_db_blocker.unblock(), rolled_back():
        load_demo_company(at=AT)
        yield


@pytest.fixture
def loaded(loaded_once: None, django_db_blocker: Any) -> Iterator[None]:
    """Give a test the loaded company."""
    with django_db_blocker.unblock(), rolled_back():
        yield


def rows(sql: str) -> list[tuple[Any, ...]]:
    """Read raw rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_months_that_are_over_are_published_and_the_current_one_is_open() -> None:
    assert rows("SELECT period_key, state FROM commissions_run ORDER BY period_key") == [
        ("2026-09", "published"),
        ("2026-10", "published"),
        ("2026-11", "draft"),
    ]
    assert rows("SELECT state FROM finance_payoutbatch ORDER BY id") == [
        ("approved",),
        ("prepared",),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_everything_in_it_stands_up_to_the_audit() -> None:
    assert list(findings(at=AT)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_nothing_in_it_lies_in_the_future() -> None:
    last = rows("SELECT max(greatest(placed_at, paid_at, delivered_at)) FROM shop_order")[0][0]
    assert last <= AT


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_somebody_waits_for_a_parcel_and_somebody_is_passed_over() -> None:
    states = dict(rows("SELECT state, count(*) FROM shop_order GROUP BY state"))
    assert states["delivered"] > 20
    assert states["paid"] > 0
    assert rows("SELECT count(*) FROM commissions_runmember WHERE NOT is_active")[0][0] > 0
    assert (
        len(rows("SELECT DISTINCT paid_rank FROM commissions_runmember WHERE paid_rank <> ''")) > 1
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_everybody_on_the_sign_in_page_can_sign_in() -> None:
    assert company().is_demo
    for sign_in in DEMO_SIGN_INS:
        account = authenticate(None, email=sign_in.email, password=sign_in.password)
        assert account is not None, sign_in.email


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_a_second_load_changes_nothing_even_weeks_later() -> None:
    before = row_counts()
    assert not load_demo_company(at=AT + timedelta(days=40)).is_new
    assert row_counts() == before


@pytest.mark.django_db
def test_production_never_loads_it(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    before = row_counts()
    with pytest.raises(NotADemo):
        load_demo_company(at=AT)
    assert row_counts() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_of_a_closed_month_says_why(language: str) -> None:
    check_sentences(language)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_every_closed_month_comes_out_the_same() -> None:
    assert check_hashes() == 2
