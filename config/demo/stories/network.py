"""The network grows; one position rests, one partner wants to move, three people wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import desk.public as desk
import network.public as network
from config.demo.enrol import (
    FOUNDER,
    actor_of,
    code_of,
    enrol_customer,
    enrol_partner,
    keep_address,
    number_of,
    place_of,
)
from config.demo.folk import Customer, Partner, read_folk
from config.demo.sign_ins import NEW_PARTNER, PARTNER, email_of
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, keep, kept
from core.company import company, local_date, save_company
from core.policy import Actor

_REVIEWS_SINCE_DAYS = 3


def network_stories(stage: Stage) -> Iterator[Story]:
    """Yield everybody's arrival, and what happened to a few of them."""
    folk = read_folk()
    for partner in folk.partners:
        yield _joins(partner, stage.since_founding(stage.size.partner_joins(partner)))
    for partner in (*folk.newcomers, *folk.applicants):
        yield _joins(partner, stage.ago(partner.joined_days_ago, 9))
    if stage.size.lead_months:
        for partner in folk.newcomers:
            if email_of(partner.who) == NEW_PARTNER:
                yield _comes(as_customer(partner), stage.since_founding(0, 11))
    for number, customer in enumerate(folk.customers):
        yield _comes(customer, stage.since_founding(stage.size.customer_joins(number), 11))
    yield from (
        _greets(stage), _welcomes(stage), _reviews(stage), _rejects(stage), _rests(stage),
        _moved(stage), _wants_to_move(stage), _changes_advisor(stage),
    )  # fmt: skip


def as_customer(partner: Partner) -> Customer:
    """Let a later partner be a customer first, so that the log-in exists from the first day."""
    return Customer(partner.who, "", partner.address)


def _joins(partner: Partner, at: datetime) -> Story:
    yield Happening(at, partial(_join, partner, at))


def _join(partner: Partner, at: datetime) -> None:
    enrol_partner(partner, at)
    keep_address(partner.who, partner.address, at)


def _comes(customer: Customer, at: datetime) -> Story:
    yield Happening(at, partial(_come, customer, at))


def _come(customer: Customer, at: datetime) -> None:
    enrol_customer(customer, at)
    keep_address(customer.who, customer.address, at)


def _greets(stage: Stage) -> Story:
    """A partner says what stands on her page."""
    at = stage.ago(60, 19)
    yield Happening(at, partial(_greet, at))


def _greet(at: datetime) -> None:
    profile = network.NewProfile(
        public_name="Miriam Vogt",
        greeting="Schön, dass Sie da sind! Ich zeige Ihnen gern, was zu Ihrer Haut passt."
        " Mittwochs finden Sie mich auf dem Markt in der Wiehre.",
        phone="+49 761 5550 71",
        business_email="post@miriam-vogt.example",
        shares_contact=True,
        hides_name=False,
    )
    network.set_profile(
        member_id=number_of("miriam.vogt"), profile=profile, actor=actor_of(PARTNER), at=at
    )


def _welcomes(stage: Stage) -> Story:
    """She has welcomed everybody in her line by now; the next one comes later."""
    at = stage.ago(20, 17)
    yield Happening(at, partial(_welcome, at))


def _welcome(at: datetime) -> None:
    partner = actor_of(PARTNER)
    for task in desk.tasks_of(partner, number_of("miriam.vogt")).items:
        if task.done_at is None:
            desk.complete_task(task_id=task.task_id, actor=partner, at=at)


def _reviews(stage: Stage) -> Story:
    """From now on staff look at applications first."""
    at = stage.ago(_REVIEWS_SINCE_DAYS, 7)
    yield Happening(at, partial(_review, at))


def _review(at: datetime) -> None:
    save_company(actor=FOUNDER, settings=replace(company(), review_applications=True), at=at)


def _rejects(stage: Stage) -> Story:
    at = stage.ago(1, 15)
    yield Happening(at, partial(_reject, stage.staff.support, at))


def _reject(support: Actor, at: datetime) -> None:
    network.decide_application(
        member_id=number_of("simone.ebert"),
        approved=False,
        reason="Die Angaben zur Anschrift passen nicht zusammen. Bitte bewerben Sie sich erneut.",
        actor=support,
        at=at,
    )


def _rests(stage: Stage) -> Story:
    at = stage.ago(12, 9)
    step = StatusStep("gerd.achterberg", "suspended", "Auf eigenen Wunsch bis zum Jahresende.")
    yield Happening(at, partial(step.take, stage.staff.support, at))


@dataclass(frozen=True, slots=True)
class StatusStep:
    """Another status for a position, and why."""

    who: str
    status: str
    reason: str

    def take(self, support: Actor, at: datetime) -> None:
        """Let support take the step."""
        network.change_status(
            member_id=number_of(self.who),
            status=self.status,
            reason=self.reason,
            actor=support,
            at=at,
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A position that is to change its sponsor."""

    who: str
    to: str
    reason: str

    def ask(self, support: Actor, at: datetime) -> None:
        """Let support write the request down."""
        request = network.request_sponsor_change(
            member_id=number_of(self.who),
            sponsor_code=code_of(self.to),
            valid_from=local_date(at),
            reason=self.reason,
            actor=support,
            at=at,
        )
        keep(f"move:{self.who}", request)

    def allow(self, owner: Actor, at: datetime) -> None:
        """Let a second person agree."""
        network.decide_sponsor_change(
            request_id=kept(f"move:{self.who}"),
            approves=True,
            reason="Beide Linien haben schriftlich zugestimmt.",
            actor=owner,
            at=at,
        )


def _moved(stage: Stage) -> Story:
    """A move that two people agreed on some weeks ago."""
    move = Move("theresa.lang", "clara.sommer", "Herr Rossi gibt seine Linie aus Zeitgründen ab.")
    asked_at, decided_at = stage.ago(34, 10), stage.ago(33, 16)
    yield Happening(asked_at, partial(move.ask, stage.staff.support, asked_at))
    yield Happening(decided_at, partial(move.allow, stage.staff.owner, decided_at))


def _wants_to_move(stage: Stage) -> Story:
    reason = "Betreuung in der Nähe: beide leben in Sachsen, die Linie ist einverstanden."
    move, at = Move("ilka.peters", "olena.kovalenko", reason), stage.ago(2, 11)
    yield Happening(at, partial(move.ask, stage.staff.support, at))


def _changes_advisor(stage: Stage) -> Story:
    """A customer moved house and is looked after by somebody nearer."""
    at = stage.ago(8, 14)
    yield Happening(at, partial(_change_advisor, stage.staff.support, at))


def _change_advisor(support: Actor, at: datetime) -> None:
    network.change_credit(
        account_id=place_of("paula.ostermann").account_id,
        sponsor_code=code_of("emre.yildiz"),
        valid_from=local_date(at),
        reason="Umzug nach Köln, Wunsch der Kundin.",
        actor=support,
        at=at,
    )
