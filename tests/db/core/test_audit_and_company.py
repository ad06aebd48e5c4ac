"""Who did what, and whose database this is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from core.company import Company, NoCompanyYet, company, local_date, save_company
from core.models import AuditEntry
from core.policy import Actor, NotAllowed

pytestmark = pytest.mark.django_db

OWNER = Actor(1, frozenset({"owner"}), None, "account:1")
CLERK = Actor(2, frozenset({"finance"}), None, "account:2")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUELLMOOS = Company(name="Quellmoos GmbH", currency="EUR", country="DE", town="Freiburg")


def test_an_empty_database_has_no_company() -> None:
    with pytest.raises(NoCompanyYet):
        company()


def test_the_owner_sets_the_company_up_and_the_audit_names_what_changed() -> None:
    save_company(actor=OWNER, settings=QUELLMOOS, at=NOON)
    save_company(actor=OWNER, settings=replace(QUELLMOOS, town="Basel"), at=NOON)
    assert company().town == "Basel"
    last = AuditEntry.objects.latest("id")
    assert (last.actor, last.action, last.facts) == (
        "account:1",
        "core.edit_company",
        {"keys": ["town"]},
    )


def test_others_may_not() -> None:
    with pytest.raises(NotAllowed):
        save_company(actor=CLERK, settings=QUELLMOOS, at=NOON)


def test_the_local_day_is_the_company_s() -> None:
    save_company(actor=OWNER, settings=QUELLMOOS, at=NOON)
    assert local_date(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET actor = 'x'",
        "DELETE FROM core_auditentry",
        "TRUNCATE core_auditentry",
    ],
)
def test_the_audit_log_refuses_to_be_edited(statement: str) -> None:
    save_company(actor=OWNER, settings=QUELLMOOS, at=NOON)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 1
