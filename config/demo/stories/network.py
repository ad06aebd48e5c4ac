"""The network grows; one position rests, one partner wants to move, three people wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

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
from config.demo.sign_ins import PARTNER
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from core.company import company, local_date, save_company

_CUSTOMERS_FROM_DAY = 78
_REVIEWS_SINCE_DAYS = 3


def network_stories(stage: Stage) -> Iterator[Story]:
    """Yield everybody's arrival, and what happened to a few of them."""
    folk = read_folk()
    for partner in folk.partners:
        yield _joins(partner, stage.since_founding(partner.joins_after_days))
    for partner in (*folk.newcomers, *folk.applicants):
        yield _joins(partner, stage.ago(partner.joined_days_ago, 9))
    for number, customer in enumerate(folk.customers):
        yield _comes(customer, stage.since_founding(_CUSTOMERS_FROM_DAY + number, 11))
    yield from (
        _greets(stage), _welcomes(stage), _reviews(stage), _rejects(stage), _rests(stage),
        _moved(stage), _wants_to_move(stage), _changes_advisor(stage),
    )  # fmt: skip


def _joins(partner: Partner, at: datetime) -> Story:
    yield at
    enrol_partner(partner, at)
    keep_address(partner.who, partner.address, at)


def _comes(customer: Customer, at: datetime) -> Story:
    yield at
    enrol_customer(customer, at)
    keep_address(customer.who, customer.address, at)


def _greets(stage: Stage) -> Story:
    """A partner says what stands on her page."""
    at = stage.ago(60, 19)
    yield at
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
    yield at
    partner = actor_of(PARTNER)
    for task in desk.tasks_of(partner, number_of("miriam.vogt")).items:
        desk.complete_task(task_id=task.task_id, actor=partner, at=at)


def _reviews(stage: Stage) -> Story:
    """From now on staff look at applications first."""
    at = stage.ago(_REVIEWS_SINCE_DAYS, 7)
    yield at
    save_company(actor=FOUNDER, settings=replace(company(), review_applications=True), at=at)


def _rejects(stage: Stage) -> Story:
    at = stage.ago(1, 15)
    yield at
    network.decide_application(
        member_id=number_of("simone.ebert"),
        approved=False,
        reason="Die Angaben zur Anschrift passen nicht zusammen. Bitte bewerben Sie sich erneut.",
        actor=stage.staff.support,
        at=at,
    )


def _rests(stage: Stage) -> Story:
    at = stage.ago(12, 9)
    yield at
    network.change_status(
        member_id=number_of("gerd.achterberg"),
        status="suspended",
        reason="Auf eigenen Wunsch bis zum Jahresende.",
        actor=stage.staff.support,
        at=at,
    )


def _moved(stage: Stage) -> Story:
    """A move that two people agreed on some weeks ago."""
    asked_at = stage.ago(34, 10)
    yield asked_at
    reason = "Herr Rossi gibt seine Linie aus Zeitgründen ab."
    request = _ask(stage, "theresa.lang", "clara.sommer", reason, asked_at)
    decided_at = stage.ago(33, 16)
    yield decided_at
    network.decide_sponsor_change(
        request_id=request,
        approves=True,
        reason="Beide Linien haben schriftlich zugestimmt.",
        actor=stage.staff.owner,
        at=decided_at,
    )


def _wants_to_move(stage: Stage) -> Story:
    at = stage.ago(2, 11)
    yield at
    reason = "Betreuung in der Nähe: beide leben in Sachsen, die Linie ist einverstanden."
    _ask(stage, "ilka.peters", "olena.kovalenko", reason, at)


def _ask(stage: Stage, who: str, to: str, reason: str, at: datetime) -> int:
    return network.request_sponsor_change(
        member_id=number_of(who),
        sponsor_code=code_of(to),
        valid_from=local_date(at),
        reason=reason,
        actor=stage.staff.support,
        at=at,
    )


def _changes_advisor(stage: Stage) -> Story:
    """A customer moved house and is looked after by somebody nearer."""
    at = stage.ago(8, 14)
    yield at
    network.change_credit(
        account_id=place_of("paula.ostermann").account_id,
        sponsor_code=code_of("emre.yildiz"),
        valid_from=local_date(at),
        reason="Umzug nach Köln, Wunsch der Kundin.",
        actor=stage.staff.support,
        at=at,
    )
