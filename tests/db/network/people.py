"""People for the tests of the network, made through the use cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.company import Company, save_company
from core.policy import Actor
from network import public as network
from network.public import NewPerson, Registration

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ADULT = date(1990, 5, 1)
PASSWORD = "moss on the north side"
SYSTEM = Actor.system("tests")


def found_company(*, agreement_version: str = "") -> None:
    """Set the company whose database this is."""
    company = Company(
        name="Moos GmbH", currency="EUR", country="DE", agreement_version=agreement_version
    )
    save_company(actor=SYSTEM, settings=company, at=NOON)


def person(name: str = "anna", *, password: str | None = None) -> NewPerson:
    """Describe somebody by a first name; without a password it costs no hash."""
    return NewPerson(
        email=f"{name}@example.org",
        name=f"{name.title()} Probe",
        password=password,
        language="de",
        country="DE",
        email_is_confirmed=True,
    )


def root(name: str = "root", *, at: datetime = NOON) -> int:
    """Open the first position; its code is its name."""
    made = network.register_root(actor=SYSTEM, person=person(name), code=name, at=at)
    assert made.member_id is not None
    return made.member_id


def join(name: str, sponsor_id: int, *, at: datetime = NOON) -> int:
    """Register a member under another."""
    made = network.register_member(
        person=person(name),
        sponsor_code=code_of(sponsor_id),
        born_on=ADULT,
        agreement_version="2026-01",
        at=at,
    )
    assert made.member_id is not None
    return made.member_id


def customer(name: str, sponsor_id: int | None = None, *, at: datetime = NOON) -> Registration:
    """Register a customer, credited to a member."""
    code = code_of(sponsor_id) if sponsor_id else None
    return network.register_customer(person=person(name), sponsor_code=code, at=at)


def colleague(name: str, *roles: str, at: datetime = NOON) -> Actor:
    """Add somebody who works here."""
    made = network.add_staff(actor=SYSTEM, person=person(name), roles=roles or ("owner",), at=at)
    return network.actor_for(made.account_id)


def move(member_id: int, sponsor_id: int, valid_from: date, *, at: datetime = NOON) -> None:
    """Move a member; the asking and the approving person are made up, not stored."""
    network.change_sponsor(
        member_id=member_id,
        sponsor_code=code_of(sponsor_id),
        valid_from=valid_from,
        reason="agreed by all three",
        actor=OWNER,
        approver=SECOND,
        at=at,
    )


def code_of(member_id: int) -> str:
    """Return the code of a member."""
    return network.member_card(member_id, TODAY).code


OWNER = Actor(-1, frozenset({"owner"}), None, "account:-1")
SECOND = Actor(-2, frozenset({"compliance"}), None, "account:-2")
