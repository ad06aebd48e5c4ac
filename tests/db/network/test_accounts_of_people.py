"""What a person does with the own account: constraints, locks and counts beneath the pages."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import encryption
from core.addresses import Address
from core.errors import Denied
from core.models import AuditEntry, OutboxEvent
from network import public as network
from network.models import Account, AccountAddress, Consent, EmailChange
from tests.db.network.people import (
    ADULT,
    NOON,
    PASSWORD,
    SYSTEM,
    customer,
    found_company,
    person,
    root,
)

HOME = Address("Carl Probe", "Lindenweg 3", "79098", "Freiburg", "DE")


def address_book(account_id: int) -> tuple[str, ...]:
    """Return the streets of a book."""
    return tuple(row.address.street for row in network.addresses_of(account_id))


@pytest.mark.usefixtures("company")
def test_addresses_are_sealed_and_history_stays() -> None:
    carl = customer("carl")
    actor = network.actor_for(carl.account_id)
    first = network.add_address(account_id=carl.account_id, address=HOME, actor=actor, at=NOON)
    network.remove_address(account_id=carl.account_id, address_id=first, actor=actor, at=NOON)
    row = AccountAddress.objects.get(pk=first)
    assert row.ended_at == NOON and b"Lindenweg" not in bytes(row.sealed)
    assert address_book(carl.account_id) == ()


@pytest.mark.usefixtures("company")
def test_the_database_keeps_one_address_for_parcels() -> None:
    carl = customer("carl")
    account = Account.objects.get(pk=carl.account_id)
    rows = {"account": account, "sealed": b"x", "recorded_at": NOON, "is_for_delivery": True}
    AccountAddress.objects.create(**rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountAddress.objects.create(**rows)


@pytest.mark.usefixtures("company")
def test_of_a_forgotten_person_no_address_is_left() -> None:
    carl = customer("carl")
    actor = network.actor_for(carl.account_id)
    network.add_address(account_id=carl.account_id, address=HOME, actor=actor, at=NOON)
    encryption.forget(Account.objects.get(pk=carl.account_id).person_id)
    assert address_book(carl.account_id) == ()


@pytest.mark.usefixtures("company")
def test_a_book_is_read_with_two_statements() -> None:
    carl = customer("carl")
    actor = network.actor_for(carl.account_id)
    for number in range(5):
        network.add_address(
            account_id=carl.account_id,
            address=Address("Carl", f"Weg {number}", "79098", "Freiburg", "DE"),
            actor=actor,
            at=NOON,
        )
    with CaptureQueriesContext(connection) as captured:
        assert len(network.addresses_of(carl.account_id)) == 5
    assert len(captured) == 2


@pytest.mark.usefixtures("company")
def test_it_holds_twenty() -> None:
    carl = customer("carl")
    actor = network.actor_for(carl.account_id)

    def add(number: int) -> None:
        network.add_address(
            account_id=carl.account_id,
            address=Address("Carl", f"Weg {number}", "79098", "Freiburg", "DE"),
            actor=actor,
            at=NOON,
        )

    for number in range(20):
        add(number)
    with pytest.raises(network.TooManyAddresses):
        add(20)


@pytest.mark.usefixtures("company")
def test_nobody_changes_the_account_of_somebody_else() -> None:
    carl, dora = customer("carl"), customer("dora")
    stranger, at = network.actor_for(dora.account_id), NOON
    account_id = carl.account_id
    profile = network.OwnProfile("Dora", "", "de", "DE")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: network.add_address(account_id=account_id, address=HOME, actor=stranger, at=at),
        lambda: network.edit_profile(account_id=account_id, profile=profile, actor=stranger, at=at),
        lambda: network.ask_confirmation(account_id=account_id, actor=stranger, at=at),
        lambda: network.drop_email_change(account_id=account_id, actor=stranger, at=at),
        lambda: network.choose_consents(account_id=account_id, given=(), actor=stranger, at=at),
        lambda: network.keep_account(account_id=account_id, actor=stranger, at=at),
        lambda: network.end_other_sessions(actor=stranger, account_id=account_id, this_key=None),
        lambda: network.own_data(stranger, account_id, at),
        lambda: network.account_details(stranger, account_id, at),
        lambda: network.keep_agreement(
            account_id=account_id, version="2026-01", actor=stranger, at=at
        ),
    )
    for deed in deeds:
        with pytest.raises(Denied):
            deed()


@pytest.mark.usefixtures("company")
def test_a_profile_tells_the_audit_what_changed_and_not_to_what() -> None:
    carl = customer("carl")
    network.edit_profile(
        account_id=carl.account_id,
        profile=network.OwnProfile("Carla Probe", "0761 123456", "de", "DE"),
        actor=network.actor_for(carl.account_id),
        at=NOON,
    )
    entry = AuditEntry.objects.get(action="network.edit_profile")
    assert entry.facts == {"keys": ["name", "phone"]}
    found = network.accounts_page(SYSTEM, query="carla").items
    assert [row.account_id for row in found] == [carl.account_id]


@pytest.mark.usefixtures("company")
def test_a_consent_is_withdrawn_once_and_never_edited() -> None:
    carl = customer("carl")
    actor, kind = network.actor_for(carl.account_id), network.ADVISOR_SEES_ORDERS
    for given in ((kind,), (), (kind,)):
        network.choose_consents(account_id=carl.account_id, given=given, actor=actor, at=NOON)
    ended = Consent.objects.exclude(withdrawn_at=None).get()
    for change in ({"withdrawn_at": NOON + timedelta(days=1)}, {"text_version": "other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.filter(pk=ended.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            account_id=carl.account_id, kind=kind, text_version="2026-01", accepted_at=NOON
        )
    with pytest.raises(network.UnknownConsent):
        network.choose_consents(
            account_id=carl.account_id, given=("anything",), actor=actor, at=NOON
        )


@pytest.mark.usefixtures("company")
def test_only_the_last_wish_for_another_address_waits() -> None:
    made = network.register_customer(
        person=person("carl", password=PASSWORD), sponsor_code=None, at=NOON
    )
    actor = network.actor_for(made.account_id)
    for name in ("first", "second"):
        network.ask_email_change(
            account_id=made.account_id,
            email=f"{name}@example.org",
            password=PASSWORD,
            actor=actor,
            at=NOON,
        )
    assert EmailChange.objects.filter(dropped_at=None, done_at=None).count() == 1
    letter = network.confirmation_addressee(made.account_id, NOON)
    assert letter.email == "second@example.org"
    late = NOON + timedelta(days=4)
    assert network.confirmation_addressee(made.account_id, late).email == "carl@example.org"
    with pytest.raises(network.SameEmail):
        network.ask_email_change(
            account_id=made.account_id,
            email=" CARL@example.org",
            password=PASSWORD,
            actor=actor,
            at=NOON,
        )


@pytest.mark.usefixtures("company")
def test_no_secret_and_nobody_personal_is_in_an_event() -> None:
    made = network.register_customer(
        person=person("carl", password=PASSWORD), sponsor_code=None, at=NOON
    )
    network.ask_password_reset(email="carl@example.org", at=NOON)
    actor = network.actor_for(made.account_id)
    network.ask_email_change(
        account_id=made.account_id,
        email="neu@example.org",
        password=PASSWORD,
        actor=actor,
        at=NOON,
    )
    for event in OutboxEvent.objects.all():
        assert set(event.payload) <= {"account_id", "member_id", "at"}


@pytest.mark.django_db(transaction=True)
def test_the_same_address_twice_at_once_opens_one_account() -> None:
    found_company()

    def register(_number: int) -> bool:
        try:
            network.register_customer(person=person("carl"), sponsor_code=None, at=NOON)
        except network.CannotOpenAccount:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(register, range(8)))
    assert opened.count(True) == 1
    assert Account.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_handed_in_twice_at_once_is_one_position() -> None:
    found_company()
    top = network.member_card(root()).code
    carl = customer("carl")

    def join(_number: int) -> bool:
        try:
            network.become_member(
                account_id=carl.account_id,
                country="DE",
                sponsor_code=top,
                born_on=ADULT,
                agreement_version="2026-01",
                actor=network.actor_for(carl.account_id),
                at=NOON,
            )
        except network.AlreadyMember:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        joined = list(pool.map(join, range(4)))
    assert joined.count(True) == 1
