"""A customer opens an account."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection

from core.models import OutboxEvent
from network import public as network
from network.models import Account, CustomerCredit
from tests.db.network.people import (
    NOON,
    PASSWORD,
    TODAY,
    code_of,
    customer,
    join,
    person,
    root,
)

pytestmark = pytest.mark.usefixtures("company")


def test_a_sponsor_s_link_credits_the_customer_from_that_day() -> None:
    sponsor = root()
    made = customer("carl", sponsor)
    assert made.member_id == sponsor
    credit = CustomerCredit.objects.get(account_id=made.account_id)
    assert (credit.member_id, credit.valid_from, credit.confirmed_at) == (sponsor, TODAY, None)


def test_without_a_link_nobody_is_credited() -> None:
    made = customer("carl")
    assert made.member_id is None
    assert not CustomerCredit.objects.exists()


def test_a_code_is_found_however_it_is_typed() -> None:
    sponsor = root("moos")
    made = network.register_customer(person=person("carl"), sponsor_code=" MOOS ", at=NOON)
    assert made.member_id == sponsor


@pytest.mark.parametrize("code", ["nobody", "", "'; drop table", "x" * 400])
def test_an_unknown_code_is_refused_and_nothing_is_stored(code: str) -> None:
    with pytest.raises(network.UnknownSponsorCode) as refused:
        network.register_customer(person=person("carl"), sponsor_code=code or "?", at=NOON)
    assert "Check the link" in refused.value.message or "Prüfen" in refused.value.message
    assert not Account.objects.exists()


def test_the_same_address_twice_is_refused_without_telling_whose_it_is() -> None:
    customer("carl")
    shouted = dataclasses.replace(person("carl"), email=" CARL@example.ORG", name="Somebody Else")
    with pytest.raises(network.CannotOpenAccount) as refused:
        network.register_customer(person=shouted, sponsor_code=None, at=NOON)
    told = refused.value.message + repr(refused.value.facts)
    assert "Carl" not in told
    assert "carl@" not in told
    assert Account.objects.count() == 1


def test_the_event_names_account_and_credited_member() -> None:
    sponsor = root()
    made = customer("carl", sponsor)
    event = OutboxEvent.objects.get(name="network.customer_registered")
    assert event.payload["account_id"] == made.account_id
    assert event.payload["member_id"] == sponsor
    assert event.aggregate == f"account:{made.account_id}"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"email": "no address"}, network.BadEmail),
        ({"email": "a@b@example.org"}, network.BadEmail),
        ({"email": f"{'x' * 60}@{'y.' * 120}org"}, network.BadEmail),
        ({"name": " \n\t"}, network.BadName),
        ({"name": "\N{HANGUL FILLER}\N{COMBINING ACUTE ACCENT}."}, network.BadName),
        ({"name": "x" * 121}, network.BadName),
        ({"country": "Germany"}, network.BadCountry),
        ({"language": "tlh"}, network.UnknownLanguage),
        ({"password": "short"}, network.WeakPassword),
        ({"password": "password123"}, network.WeakPassword),
        ({"password": "129384756019"}, network.WeakPassword),
        ({"password": "Carl@Example.org"}, network.WeakPassword),
        ({"password": "carl probe"}, network.WeakPassword),
    ],
)
def test_what_cannot_be_right_is_refused_before_anything_is_stored(
    change: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        network.register_customer(
            person=dataclasses.replace(person("carl"), **change), sponsor_code=None, at=NOON
        )
    assert not Account.objects.exists()


def test_a_password_of_two_faults_is_told_both() -> None:
    with pytest.raises(network.WeakPassword) as refused:
        network.register_customer(
            person=person("carl", password="12345"), sponsor_code=None, at=NOON
        )
    assert refused.value.message.count(".") >= 2


def test_no_personal_word_reaches_the_database() -> None:
    """Dumps every text of the row and of every table that grew with it."""
    root()
    member = join("berta", network.member_by_code("root").member_id)
    network.register_customer(
        person=person("carl", password=PASSWORD), sponsor_code=code_of(member), at=NOON
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema='public'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        dumped = ""
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            dumped += "\n".join(row[0] for row in cursor.fetchall())
    plain = dumped.lower()
    hexed = [b"carl".hex(), b"berta".hex(), b"1990-05-01".hex()]
    for secret in ("carl", "berta", "probe", "example.org", PASSWORD, "1990-05-01", *hexed):
        assert secret.lower() not in plain


def test_a_forgotten_person_has_no_name_but_keeps_the_place() -> None:
    from core import encryption

    member = root()
    account = Account.objects.get(member=member)
    encryption.forget(account.person_id)
    assert network.member_card(member).name == ""
    assert network.account_card(account.pk).email == ""
    assert network.network_as_of(day=TODAY, known_at=None).member_ids == (member,)
