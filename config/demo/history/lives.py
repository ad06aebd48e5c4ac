"""The years told through the use cases: people come, tell the company about themselves, and go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

import finance.public as finance
import network.public as network
from config.demo.clock import at_hour
from config.demo.enrol import (
    actor_of,
    enrol_customer,
    enrol_partner,
    keep_address,
    number_of,
)
from config.demo.folk import Customer, Partner
from config.demo.history.crowd import REST_DAYS, Person
from config.demo.history.draw import Draw
from config.demo.history.standing import EU, REGULAR, Moving, Standing
from config.demo.seeded_ibans import seeded_iban
from config.demo.sign_ins import email_of
from config.demo.stories.network import Move, StatusStep
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, keep, kept
from core.policy import Actor

_SELF_BILLING = "2026-01"


def comes(stage: Stage, person: Person, seed: int) -> Story:
    """Tell that a partner or customer registers, and how long a partner stays."""
    minute = Draw(seed, "arrives", person.who).between(8 * 60, 20 * 60)
    at = day_at(stage, person.joins_on, minute)
    is_customer = person.habit == "customer"
    yield Happening(at, partial(_customer if is_customer else _partner, person, at))
    support = stage.staff.support
    steps = []
    if person.rests_on is not None:
        steps += [
            (person.rests_on, StatusStep(person.who, "suspended", "Offene Fragen zur Werbung.")),
            (person.rests_on + REST_DAYS, StatusStep(person.who, "active", "Fragen geklärt.")),
        ]
    if person.ends_on is not None:
        steps.append((person.ends_on, StatusStep(person.who, "terminated", "Eigene Kündigung.")))
    for day, step in steps:
        taken_at = day_at(stage, day, 11 * 60)
        yield Happening(taken_at, partial(step.take, support, taken_at))


def _partner(person: Person, at: datetime) -> None:
    enrol_partner(Partner(person.who, person.sponsor, person.born_on, person.address), at)
    keep_address(person.who, person.address, at)


def _customer(person: Person, at: datetime) -> None:
    enrol_customer(Customer(person.who, person.sponsor, person.address), at)
    keep_address(person.who, person.address, at)


def moves(stage: Stage, moving: Moving) -> Story:
    """Tell that a position changes its sponsor, which two people allow."""
    asked_at = day_at(stage, moving.day, 10 * 60)
    allowed_at = day_at(stage, moving.day, 15 * 60)
    move = Move(moving.who.who, moving.to.who, "Betreuung in der Nähe; beide Linien sind gefragt.")
    yield Happening(asked_at, partial(move.ask, stage.staff.support, asked_at))
    yield Happening(allowed_at, partial(move.allow, stage.staff.owner, allowed_at))


def tells_the_office(stage: Stage, standing: Standing, seed: int) -> Iterator[Story]:
    """Yield what a partner tells the company: where to pay, how the tax office sees it."""
    who, address = standing.who.who, standing.who.address
    for number, day in enumerate((standing.bank_on, standing.new_bank_on)):
        if day is not None and (number == 0 or standing.bank_on is not None):
            iban = seeded_iban(seed + number, email_of(who))
            at = day_at(stage, day, 19 * 60)
            yield iter([Happening(at, partial(_bank, who, iban, address.name, at))])
    if standing.tax_on is not None:
        yield _tax(stage, standing, standing.tax_kind, standing.tax_on)
    if standing.tax_on is not None and standing.grows_on is not None:
        yield _tax(stage, standing, REGULAR, standing.grows_on)
    if standing.agrees and standing.tax_on is not None:
        at = day_at(stage, standing.tax_on, 18 * 60)
        yield iter([Happening(at, partial(_agree, who, at))])


def _bank(who: str, iban: str, holder: str, at: datetime) -> None:
    finance.set_bank_account(
        payee=finance.payee_of_member(number_of(who)),
        iban=iban,
        holder=holder,
        actor=actor_of(email_of(who)),
        at=at,
    )


def _tax(stage: Stage, standing: Standing, kind: str, day: int) -> Story:
    """Tell that a partner declares how it is taxed, from its first day or from now on."""
    told_at, seen_at = day_at(stage, day, 18 * 60 + 5), day_at(stage, day + 2, 9 * 60 + 30)
    name = f"tax:{standing.who.who}:{kind}"
    since = day if kind != standing.tax_kind else standing.who.joins_on
    declaration = _declaration(standing, kind, stage.founded_on + timedelta(days=since))
    declared = partial(_declare, name, standing.who.who, declaration, told_at)
    yield Happening(told_at, declared)
    yield Happening(seen_at, partial(_confirm, name, stage.staff.finance, seen_at))


def _declaration(standing: Standing, kind: str, valid_from: date) -> network.NewTaxDeclaration:
    number = standing.number
    vat_id = f"ATU{number:08d}" if kind == EU else ""
    tax_number = "" if kind == EU else f"{number % 100:02d}/{number // 100 % 1000:03d}/{number:08d}"
    return network.NewTaxDeclaration(
        kind=kind,
        valid_from=valid_from,
        facts=network.TaxFacts(standing.who.address, tax_number, vat_id),
        evidence="Bescheid des Finanzamts liegt vor.",
    )


def _declare(name: str, who: str, declaration: network.NewTaxDeclaration, at: datetime) -> None:
    told = network.declare_tax_status(
        member_id=number_of(who), declaration=declaration, actor=actor_of(email_of(who)), at=at
    )
    keep(name, told)


def _confirm(name: str, finance_clerk: Actor, at: datetime) -> None:
    network.decide_tax_status(
        declaration_id=kept(name), confirmed=True, note="", actor=finance_clerk, at=at
    )


def _agree(who: str, at: datetime) -> None:
    network.agree_to_self_billing(
        member_id=number_of(who), version=_SELF_BILLING, actor=actor_of(email_of(who)), at=at
    )


def day_at(stage: Stage, day: int, minute: int) -> datetime:
    """Return a minute of a day that counts from the founding."""
    return at_hour(stage.founded_on + timedelta(days=day), time(minute // 60, minute % 60))
