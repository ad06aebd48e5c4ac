"""A company looks at applications before somebody becomes a partner."""

from __future__ import annotations

from dataclasses import replace

import pytest

import network.public as network
from core.company import company, save_company
from core.models import OutboxEvent
from tests import scenes
from tests.journeys.test_partner_joins_step_by_step import (
    AGREEMENT_PAGE,
    AGREES,
    CONFIRM_PAGE,
    DETAILS,
    DETAILS_PAGE,
    DONE_PAGE,
    handed_in,
)
from tests.journeys.visitor import Visitor, words


@pytest.fixture
def looks_first(shop_is_open: scenes.Login) -> scenes.Login:
    """Let the company review; return somebody of its service."""
    ours = replace(company(), review_applications=True)
    save_company(actor=scenes.SYSTEM, settings=ours, at=scenes.MARCH)
    return scenes.staff("support", scenes.FOUNDED)


def clerk(who: scenes.Login, language: str = "de") -> Visitor:
    """Let somebody of the service sign in."""
    visitor = Visitor(language)
    visitor.sign_in(who)
    return visitor


def page_of(visitor: Visitor) -> str:
    """Return the staff's page of the application of a visitor."""
    (event,) = OutboxEvent.objects.filter(
        name="network.member_applied", payload__account_id=visitor.account_id
    )
    return f"/staff/applications/{event.payload['member_id']}/"


def test_confirmed_and_approved_makes_a_partner(looks_first: scenes.Login) -> None:
    applicant, service = handed_in(), clerk(looks_first)
    page = page_of(applicant)
    assert "Bert Vogt" in service.open("/staff/applications/")
    shown = service.open(page)
    assert "Anna Berger" in shown and "17.05.1990" in shown and "Lindenweg 3" in shown
    early = service.send(page, decision="approve", reason="all fine")
    assert early.status_code == 422 and "noch nicht bestätigt" in words(early)
    assert applicant.confirm().headers["Location"] == "/account/"
    assert "Wir prüfen Ihren Antrag" in applicant.open(DONE_PAGE)
    applicant.open("/office/", status=403)
    done = service.send(page, decision="approve", reason="all fine")
    assert done.headers["Location"] == "/staff/applications/"
    assert "Bert Vogt" not in service.open("/staff/applications/")
    applicant.open("/office/")


def test_a_rejected_applicant_reads_why_and_may_apply_again(looks_first: scenes.Login) -> None:
    applicant, service = handed_in(), clerk(looks_first)
    page = page_of(applicant)
    assert service.send(page, decision="reject", reason=" ").status_code == 422
    service.send(page, decision="reject", reason="Die Adresse gibt es nicht.")
    assert "Bert Vogt" in service.open("/staff/applications/?state=rejected")
    assert "Die Adresse gibt es nicht." in applicant.open(DONE_PAGE)
    assert "nicht annehmen" in applicant.open("/account/")
    applicant.send(DETAILS_PAGE, **{**DETAILS, "street": "Rosenweg 4"})
    applicant.send(AGREEMENT_PAGE, **AGREES)
    applicant.send(CONFIRM_PAGE)
    assert "Bert Vogt" in service.open("/staff/applications/")
    assert network.account_card(applicant.account_id).position == "applied"


def test_two_of_the_service_decide_once(looks_first: scenes.Login) -> None:
    applicant = handed_in()
    applicant.confirm()
    page, first, second = page_of(applicant), clerk(looks_first), clerk(looks_first)
    assert first.send(page, decision="reject", reason="no").status_code == 302
    late = second.send(page, decision="approve", reason="yes")
    assert late.status_code == 422 and "schon entschieden" in words(late)


def test_the_same_person_with_another_address_is_noticed(looks_first: scenes.Login) -> None:
    scenes.partner("b.vogt@example.org", "Vogt Bert", "anna", scenes.FOUNDED)
    applicant = handed_in()
    assert "vielleicht noch ein Konto" in clerk(looks_first).open(page_of(applicant))


def test_only_who_may_decide_decides(looks_first: scenes.Login) -> None:
    page = page_of(handed_in())
    packer = clerk(scenes.staff("warehouse", scenes.FOUNDED))
    packer.open("/staff/applications/", status=403)
    assert packer.send(page, decision="reject", reason="no").status_code == 403
