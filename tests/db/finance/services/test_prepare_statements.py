"""Statements: one per payee and run, also for nothing earned, never changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Denied, InvariantBroken
from core.paging import PageRequest
from finance.models import Statement
from finance.public import (
    StatementNotFound,
    prepare_statements,
    statement_for_run,
    statements_of,
)
from finance.services.prepare_statements import StatementDiffers
from tests.db.finance.books import AT, PARTNER, PREPARER

pytestmark = pytest.mark.django_db


def issue(*rows: tuple[str, int], run_ref: str = "run:1", currency: str = "EUR") -> int:
    """Issue the statements of a run."""
    return prepare_statements(
        run_ref=run_ref,
        period_key="2026-10",
        plan_label="quellmoos v1",
        currency=currency,
        rows=rows,
        at=AT,
    )


def test_every_payee_of_a_run_gets_a_statement_even_over_nothing() -> None:
    assert issue(("member:1042", 1234), ("member:1043", 0), ("member:1044", -5)) == 3
    (row,) = statements_of(PARTNER, "member:1042").items
    assert (row.run_ref, row.period_key, row.plan_label) == ("run:1", "2026-10", "quellmoos v1")
    assert (row.earned_minor, row.currency, row.issued_at) == (1234, "EUR", AT)


def test_the_same_run_again_changes_nothing() -> None:
    issue(("member:1", 1))
    assert issue(("member:1", 1), ("member:2", 2)) == 1
    assert Statement.objects.count() == 2


@pytest.mark.parametrize(("earned", "currency"), [(2, "EUR"), (1, "USD")])
def test_another_amount_for_an_issued_statement_is_a_conflict(earned: int, currency: str) -> None:
    issue(("member:1", 1))
    with pytest.raises(StatementDiffers):
        issue(("member:1", earned), ("member:2", 2), currency=currency)
    assert Statement.objects.get().earned_minor == 1


def test_a_run_of_thousands_takes_a_handful_of_statements(
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert issue(*((f"member:{number}", number) for number in range(1, 25_001))) == 25_000


def test_partners_see_their_own_newest_first_in_pages() -> None:
    for number in range(1, 4):
        issue(("member:1042", number), run_ref=f"run:{number}")
    page = statements_of(PARTNER, "member:1042", PageRequest(1, 2))
    assert [row.run_ref for row in page.items] == ["run:3", "run:2"]
    assert page.has_next
    assert statements_of(PREPARER, "member:1042").items
    with pytest.raises(Denied):
        statements_of(PARTNER, "member:1043")


def test_the_statement_of_a_run_is_found_by_its_owner_only() -> None:
    issue(("member:1042", 7), ("member:1043", 8))
    assert statement_for_run(PARTNER, "member:1042", "run:1").earned_minor == 7
    with pytest.raises(StatementNotFound):
        statement_for_run(PARTNER, "member:1042", "run:2")
    with pytest.raises(Denied):
        statement_for_run(PARTNER, "member:1043", "run:1")


def test_a_payee_that_is_none_is_our_bug() -> None:
    with pytest.raises(InvariantBroken):
        issue(("Anna Berg", 1))


def test_an_issued_statement_stays() -> None:
    issue(("member:1", 1))
    refused = pytest.raises(IntegrityError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE finance_statement SET earned_minor = 2")
