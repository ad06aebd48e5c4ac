"""Register the demo's people through the network's use cases; whoever is there already stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

import network.public as network
from config.demo.folk import Customer, Partner, Staff
from config.demo.sign_ins import DEMO_SIGN_INS, email_of, staff_email_of
from core import memo
from core.addresses import Address
from core.company import company
from core.encryption import blind_index
from core.policy import Actor

FOUNDER = Actor.system("demo")

_PASSWORDS = {sign_in.email: sign_in.password for sign_in in DEMO_SIGN_INS}
_PLACE = """
SELECT a.id, m.id, m.code FROM network_account a
LEFT JOIN network_member m ON m.account_id = a.id WHERE a.email_digest = %s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: account, and for a partner number and code."""

    account_id: int
    member_id: int | None
    code: str | None


def place_or_none(email: str) -> Place | None:
    """Return where the owner of an e-mail address stands, None for nobody."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [blind_index(email)])
        row = cursor.fetchone()
    return Place(*row) if row else None


def place_of(who: str) -> Place:
    """Return where a partner or customer stands who is registered already."""
    return memo.remembered(f"demo.place:{who}", lambda: _place(who))


def _place(who: str) -> Place:
    place = place_or_none(email_of(who))
    assert place is not None, f"{who} must be registered first"
    return place


def number_of(who: str) -> int:
    """Return a partner's number."""
    number = place_of(who).member_id
    assert number is not None, f"{who} is no partner"
    return number


def code_of(who: str) -> str:
    """Return the code of a partner's link."""
    code = place_of(who).code
    assert code is not None, f"{who} is no partner"
    return code


def actor_of(email: str) -> Actor:
    """Return a person of the demo as an actor."""
    place = place_or_none(email)
    assert place is not None, f"{email} must be registered first"
    return network.actor_for(place.account_id)


def hire(staff: Staff, at: datetime) -> None:
    """Give somebody of the company an account with roles."""
    email = staff_email_of(staff.who)
    person = _person(email, staff.name, "DE")
    _once(email, lambda: network.add_staff(actor=FOUNDER, person=person, roles=staff.roles, at=at))


def enrol_partner(partner: Partner, at: datetime) -> None:
    """Register a partner under its sponsor; the one without sponsor opens the network.

    Somebody who was a customer before becomes a partner with the same account.
    """
    email = email_of(partner.who)
    place = place_or_none(email)
    if place is not None:
        if place.member_id is None:
            _become_partner(partner, place, at)
        return
    person = _person(email, partner.address.name, partner.address.country)
    if not partner.sponsor:
        network.register_root(actor=FOUNDER, person=person, code="quellmoos", at=at)
        return
    network.register_member(
        person=person,
        sponsor_code=code_of(partner.sponsor),
        born_on=partner.born_on,
        agreement_version=company().agreement_version,
        at=at,
    )


def _become_partner(partner: Partner, place: Place, at: datetime) -> None:
    network.become_member(
        account_id=place.account_id,
        country=partner.address.country,
        sponsor_code=code_of(partner.sponsor),
        born_on=partner.born_on,
        agreement_version=company().agreement_version,
        actor=network.actor_for(place.account_id),
        at=at,
    )


def enrol_customer(customer: Customer, at: datetime) -> None:
    """Register a customer, who followed a partner's link or came alone."""
    email = email_of(customer.who)
    person = _person(email, customer.address.name, customer.address.country)
    code = code_of(customer.partner) if customer.partner else None
    _once(email, lambda: network.register_customer(person=person, sponsor_code=code, at=at))


def keep_address(who: str, address: Address, at: datetime) -> None:
    """Put somebody's address into the book; there already, it stays as it is."""
    place = place_of(who)
    actor = network.actor_for(place.account_id)
    network.add_address(account_id=place.account_id, address=address, actor=actor, at=at)


def _once(email: str, register: Callable[[], object]) -> None:
    if place_or_none(email) is None:
        register()


def _person(email: str, name: str, country: str) -> network.NewPerson:
    """Only who stands on the sign-in page gets a password; a hash takes its time."""
    return network.NewPerson(
        email=email,
        name=name,
        password=_PASSWORDS.get(email),
        language="de",
        country=country,
        email_is_confirmed=True,
    )
