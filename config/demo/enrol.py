"""Register the demo's people through the network's use cases; whoever is there already stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

import network.public as network
from config.demo.people import DemoCustomer, DemoPartner, DemoStaff
from config.demo.sign_ins import DEMO_SIGN_INS
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


def place_of(email: str) -> Place | None:
    """Return where the owner of an e-mail address stands, None for nobody."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [blind_index(email)])
        row = cursor.fetchone()
    return Place(*row) if row else None


def hire(staff: DemoStaff, at: datetime) -> Place:
    """Give somebody of the company an account with roles."""
    person = _person(staff.email, staff.name)
    return _once(
        staff.email,
        lambda: network.add_staff(actor=FOUNDER, person=person, roles=staff.roles, at=at),
    )


def enrol_partner(partner: DemoPartner, at: datetime) -> Place:
    """Register a partner under its sponsor; the one without sponsor opens the network."""
    person = _person(partner.email, partner.name)
    if partner.sponsor is None:
        return _once(
            partner.email,
            lambda: network.register_root(actor=FOUNDER, person=person, code="quellmoos", at=at),
        )
    return _once(
        partner.email,
        lambda: network.register_member(
            person=person,
            sponsor_code=_code_of(str(partner.sponsor)),
            born_on=partner.born_on,
            agreement_version=company().agreement_version,
            at=at,
        ),
    )


def enrol_customer(customer: DemoCustomer, at: datetime) -> Place:
    """Register a customer who followed a partner's link."""
    person = _person(customer.email, customer.name)
    return _once(
        customer.email,
        lambda: network.register_customer(
            person=person, sponsor_code=_code_of(customer.partner), at=at
        ),
    )


def _once(email: str, register: Callable[[], network.Registration]) -> Place:
    if (found := place_of(email)) is not None:
        return found
    register()
    place = place_of(email)
    assert place is not None
    return place


def _code_of(email: str) -> str:
    place = place_of(email)
    assert place is not None and place.code is not None, f"{email} must be enrolled first"
    return place.code


def _person(email: str, name: str) -> network.NewPerson:
    """Only who stands on the sign-in page gets a password; a hash takes its time."""
    return network.NewPerson(
        email=email,
        name=name,
        password=_PASSWORDS.get(email),
        language="de",
        country="DE",
        email_is_confirmed=True,
    )
