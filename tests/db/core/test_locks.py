"""Advisory locks in one order."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from core.company import Company, company_or_none, save_company
from core.errors import InvariantBroken
from core.locks import Lock, one_load, take
from core.policy import Actor


def add_company() -> None:
    """Write something that can be looked for afterwards."""
    settings = Company(name="Quellmoos", currency="EUR", country="DE")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    save_company(actor=Actor.system("test"), settings=settings, at=at)


@pytest.mark.django_db
def test_locks_in_the_agreed_order_are_taken() -> None:
    with transaction.atomic():
        take(Lock.TREE, "sponsor")
        take(Lock.STOCK, "b", "a")
        take(Lock.STOCK, "c")
        take(Lock.SERIES, "invoice")


@pytest.mark.django_db
def test_an_earlier_kind_after_a_later_one_is_our_bug() -> None:
    with pytest.raises(InvariantBroken, match="ORDER after SERIES"), transaction.atomic():
        take(Lock.SERIES, "invoice")
        take(Lock.ORDER, "17")


@pytest.mark.django_db
def test_the_next_use_case_begins_afresh() -> None:
    with transaction.atomic():
        take(Lock.SERIES, "invoice")
    with transaction.atomic():
        take(Lock.ORDER, "17")


@pytest.mark.django_db(transaction=True)
def test_use_cases_of_one_load_begin_afresh_and_go_together() -> None:
    with pytest.raises(InvariantBroken, match="ORDER after SERIES"), one_load():
        with transaction.atomic():
            take(Lock.SERIES, "invoice")
            add_company()
        with transaction.atomic():
            take(Lock.ORDER, "17")
            take(Lock.SERIES, "invoice")
            take(Lock.ORDER, "18")
    assert company_or_none() is None


@pytest.mark.django_db(transaction=True)
def test_the_next_transaction_begins_afresh() -> None:
    with transaction.atomic():
        take(Lock.SERIES, "invoice")
    with transaction.atomic():
        take(Lock.ORDER, "17")


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_our_bug() -> None:
    with pytest.raises(InvariantBroken, match="outside"):
        take(Lock.TREE, "sponsor")


@pytest.mark.django_db(transaction=True)
def test_a_second_connection_waits_until_the_first_commits() -> None:
    happened: list[str] = []
    asked = threading.Event()

    def second() -> None:
        with transaction.atomic():
            asked.set()
            take(Lock.ACCOUNTS, "member:1042")
            happened.append("second")
        connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        take(Lock.ACCOUNTS, "member:1042")
        thread.start()
        asked.wait(5)
        thread.join(0.3)
        happened.append("first")
    thread.join(5)
    assert happened == ["first", "second"]
