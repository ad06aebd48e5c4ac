"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from network.models import (
    Account,
    Consent,
    CustomerCredit,
    Member,
    MemberStatusChange,
    MemberTitle,
    Sponsorship,
)
from tests.db.network.people import NOON, TODAY, customer, join, root

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def pair() -> tuple[int, int]:
    """Return the root and a member below it."""
    top = root()
    return top, join("berta", top)


def refuses(statement: str, *values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, values)


def test_a_member_has_one_sponsor_a_day(pair: tuple[int, int]) -> None:
    top, member = pair
    with pytest.raises(IntegrityError, match="one_sponsor_a_day"), transaction.atomic():
        Sponsorship.objects.create(
            member_id=member,
            sponsor_id=top,
            valid_from=TODAY + timedelta(days=5),
            recorded_at=NOON,
            reason="r",
            actor="a",
        )


def test_nobody_sponsors_himself(pair: tuple[int, int]) -> None:
    with pytest.raises(IntegrityError, match="sponsor_is_another"), transaction.atomic():
        Sponsorship.objects.create(
            member_id=pair[1],
            sponsor_id=pair[1],
            valid_from=TODAY - timedelta(days=5),
            valid_until=TODAY,
            recorded_at=NOON,
            reason="r",
            actor="a",
        )


@pytest.mark.parametrize(
    "change",
    [
        "sponsor_id = NULL",
        "valid_from = valid_from - 1",
        "valid_until = valid_from + 1",
        "recorded_at = recorded_at - interval '1 day'",
        "reason = 'other'",
    ],
)
def test_a_sponsorship_is_never_edited(pair: tuple[int, int], change: str) -> None:
    refuses(f"UPDATE network_sponsorship SET {change} WHERE member_id = %s", pair[1])


def test_a_sponsorship_is_superseded_once(pair: tuple[int, int]) -> None:
    row = Sponsorship.objects.filter(member_id=pair[1])
    row.update(superseded_at=NOON + timedelta(days=1))
    for again in (NOON + timedelta(days=2), None):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            row.update(superseded_at=again)


def test_no_history_is_deleted_or_emptied(pair: tuple[int, int]) -> None:
    for table in ("sponsorship", "memberstatuschange", "consent", "customercredit", "membertitle"):
        refuses(f"TRUNCATE network_{table}")
    refuses("DELETE FROM network_sponsorship WHERE member_id = %s", pair[1])
    refuses("DELETE FROM network_consent")
    refuses("UPDATE network_memberstatuschange SET to_status = 'suspended'")
    refuses("UPDATE network_consent SET text_version = 'x'")


def test_a_title_is_never_edited(pair: tuple[int, int]) -> None:
    MemberTitle.objects.create(
        member_id=pair[1], rank="star", period_key="2026-02", run_ref="run:1", recorded_at=NOON
    )
    refuses("UPDATE network_membertitle SET rank = 'moon'")


def test_a_customer_is_credited_to_one_member_a_day(pair: tuple[int, int]) -> None:
    made = customer("carl", pair[0])
    with pytest.raises(IntegrityError, match="one_credit_a_day"), transaction.atomic():
        CustomerCredit.objects.create(
            account_id=made.account_id, member_id=pair[1], valid_from=TODAY, recorded_at=NOON
        )


def test_a_credit_is_confirmed_and_closed_once(pair: tuple[int, int]) -> None:
    made = customer("carl", pair[0])
    row = CustomerCredit.objects.filter(account_id=made.account_id)
    row.update(confirmed_at=NOON)
    row.update(valid_until=TODAY + timedelta(days=1))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.update(confirmed_at=NOON + timedelta(days=1))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.update(member_id=pair[1])


def test_a_digest_never_stands_without_its_sealed_address(pair: tuple[int, int]) -> None:
    with pytest.raises(IntegrityError, match="account_email_digest"), transaction.atomic():
        Account.objects.filter(member=pair[1]).update(email_sealed=None)
    with pytest.raises(IntegrityError, match="account_email_digest"), transaction.atomic():
        Account.objects.filter(member=pair[1]).update(email_digest="anna@example.org")


def test_statuses_codes_and_countries_have_their_shape(pair: tuple[int, int]) -> None:
    for change in ({"status": "asleep"}, {"code": "A B"}, {"country": "de"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Member.objects.filter(pk=pair[1]).update(**change)


def test_histories_keep_their_people(pair: tuple[int, int]) -> None:
    assert MemberStatusChange.objects.filter(member_id=pair[1]).exists()
    assert Consent.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM network_member WHERE id = %s", [pair[1]])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
