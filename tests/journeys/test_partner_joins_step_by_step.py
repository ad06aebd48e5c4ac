"""A visitor follows a link and becomes a partner: four steps, nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from core.company import company, save_company
from core.texts import NewText, publish_text
from tests import scenes
from tests.journeys.visitor import Visitor, words

BERT = {"name": "Bert Vogt", "email": "bert@example.org", "password": scenes.PASSWORD}
DETAILS = {
    "name": "Bert Vogt",
    "street": "Lindenweg 3",
    "postcode": "D-79098",
    "town": "Freiburg",
    "country": "DE",
    "born_on": "1990-05-17",
}
AGREES = {"accepts": "on", "agreement_version": scenes.AGREEMENT}
DETAILS_PAGE, AGREEMENT_PAGE = "/partner/join/details/", "/partner/join/agreement/"
CONFIRM_PAGE, DONE_PAGE = "/partner/join/confirm/", "/partner/join/done/"


def opened(language: str = "de") -> Visitor:
    """Take the first step by Anna's link."""
    visitor = Visitor(language)
    assert visitor.send("/p/anna/join/", **BERT).headers["Location"] == DETAILS_PAGE
    return visitor


def handed_in(language: str = "de") -> Visitor:
    """Take all four steps."""
    visitor = opened(language)
    assert visitor.send(DETAILS_PAGE, **DETAILS).headers["Location"] == AGREEMENT_PAGE
    assert visitor.send(AGREEMENT_PAGE, **AGREES).headers["Location"] == CONFIRM_PAGE
    assert visitor.send(CONFIRM_PAGE).headers["Location"] == DONE_PAGE
    return visitor


@pytest.mark.parametrize(
    ("language", "step", "still", "welcome"),
    [
        ("de", "Schritt 1 von 4", "Bestätigen Sie Ihre E-Mail-Adresse", "Willkommen als Partner"),
        ("en", "Step 1 of 4", "Confirm your e-mail address", "Welcome as a partner"),
    ],
)
def test_by_link_to_the_office_with_one_confirmation(
    shop_is_open: scenes.Login, language: str, step: str, still: str, welcome: str
) -> None:
    assert step in Visitor(language).open("/p/anna/join/")
    visitor = handed_in(language)
    assert still in visitor.open(DONE_PAGE)
    visitor.open("/office/", status=403)
    assert visitor.confirm().headers["Location"] == DONE_PAGE
    assert visitor.client.get(DONE_PAGE).headers["Location"] == "/office/"
    assert welcome in visitor.open("/office/")
    anna = Visitor()
    anna.sign_in(shop_is_open)
    assert "Bert Vogt" in anna.open("/office/team/")


def test_every_step_shows_the_sponsor_and_where_one_is(shop_is_open: scenes.Login) -> None:
    visitor = opened()
    for number, page, sends in (
        (2, DETAILS_PAGE, DETAILS),
        (3, AGREEMENT_PAGE, AGREES),
        (4, CONFIRM_PAGE, {}),
    ):
        shown = visitor.open(page)
        assert f"Schritt {number} von 4" in shown and "Anna Berger" in shown
        visitor.send(page, **sends)


def test_what_was_entered_is_there_after_going_back_and_on_another_day(
    shop_is_open: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    visitor = opened()
    visitor.send(DETAILS_PAGE, **DETAILS)
    visitor.send(AGREEMENT_PAGE, **AGREES)
    again = Visitor()
    time_machine.shift(86_400)
    again.send("/sign-in/", email=BERT["email"], password=scenes.PASSWORD)
    assert "Antrag fortsetzen" in again.open("/account/")
    assert again.client.get("/partner/").headers["Location"] == "/partner/join/"
    assert again.client.get("/partner/join/").headers["Location"] == CONFIRM_PAGE
    form = again.client.get(DETAILS_PAGE).context["form"]
    assert (form["street"].value(), form["postcode"].value()) == ("Lindenweg 3", "79098")
    assert form["born_on"].value() == date(1990, 5, 17)
    assert "79098 Freiburg" in again.open(CONFIRM_PAGE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"born_on": "2008-03-06"}, "born_on"),
        ({"born_on": "1890-01-01"}, "born_on"),
        ({"born_on": "never"}, "born_on"),
        ({"postcode": "1010"}, "postcode"),
        ({"country": "AT"}, "postcode"),
        ({"street": " "}, "street"),
        ({"phone": "call me"}, "phone"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(
    shop_is_open: scenes.Login, change: dict[str, str], field: str
) -> None:
    visitor, typed = opened(), {**DETAILS, **change}
    answer = visitor.send(DETAILS_PAGE, **typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in typed} == typed
    assert visitor.client.get(AGREEMENT_PAGE).headers["Location"] == DETAILS_PAGE


def test_who_turns_eighteen_today_may_join(shop_is_open: scenes.Login) -> None:
    visitor = opened()
    answer = visitor.send(DETAILS_PAGE, **{**DETAILS, "born_on": "2008-03-05"})
    assert answer.headers["Location"] == AGREEMENT_PAGE


@pytest.mark.parametrize("change", [{"accepts": ""}, {"agreement_version": "1999-01"}])
def test_without_the_current_agreement_nobody_goes_on(
    shop_is_open: scenes.Login, change: dict[str, str]
) -> None:
    visitor = opened()
    visitor.send(DETAILS_PAGE, **DETAILS)
    answer = visitor.send(AGREEMENT_PAGE, **{**AGREES, **change})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["accepts"])
    assert visitor.client.get(CONFIRM_PAGE).headers["Location"] == AGREEMENT_PAGE


def test_the_published_agreement_is_shown_in_full_and_its_version_kept(
    shop_is_open: scenes.Login,
) -> None:
    for language, body in (("de", "Sie empfehlen, wir liefern."), ("en", "You recommend.")):
        text = NewText(
            kind="partner_agreement",
            language=language,
            valid_from=scenes.MARCH.date(),
            title="Agreement",
            body=f"## 1\n\n{body}",
            version="2026-03",
        )
        publish_text(actor=scenes.SYSTEM, text=text, at=scenes.MARCH)
    visitor = opened()
    visitor.send(DETAILS_PAGE, **DETAILS)
    page = visitor.open(AGREEMENT_PAGE)
    assert "Sie empfehlen, wir liefern." in page and "2026-03" in page
    assert visitor.send(AGREEMENT_PAGE, **AGREES).status_code == 422
    visitor.send(AGREEMENT_PAGE, accepts="on", agreement_version="2026-03")
    visitor.send(CONFIRM_PAGE)
    (consent,) = network.own_consents(visitor.account_id)
    assert (consent.kind, consent.text_version) == ("partner-agreement", "2026-03")
    assert consent.accepted_at.date() == scenes.MARCH.date()


def test_an_agreement_that_changed_meanwhile_is_read_again(shop_is_open: scenes.Login) -> None:
    visitor = opened("en")
    visitor.send(DETAILS_PAGE, **DETAILS)
    visitor.send(AGREEMENT_PAGE, **AGREES)
    ours = replace(company(), agreement_version="2026-04")
    save_company(actor=scenes.SYSTEM, settings=ours, at=scenes.MARCH)
    answer = visitor.send(CONFIRM_PAGE)
    assert answer.status_code == 422
    assert "accept the partner agreement in its current version" in words(answer)


def test_a_customer_becomes_a_partner_with_less_to_type(shop_is_open: scenes.Login) -> None:
    carl = scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)
    visitor = Visitor()
    visitor.sign_in(carl)
    book = {**DETAILS, "name": "Carl Kunde"}
    book.pop("born_on")
    visitor.send("/account/addresses/new/", **book)
    assert visitor.client.get("/partner/join/").headers["Location"] == DETAILS_PAGE
    page = visitor.client.get(DETAILS_PAGE)
    assert page.context["form"]["street"].value() == "Lindenweg 3"
    assert "carl@example.org" in words(page)
    visitor.send(DETAILS_PAGE, **book, born_on="1990-05-17")
    visitor.send(AGREEMENT_PAGE, **AGREES)
    visitor.send(CONFIRM_PAGE)
    assert visitor.client.get(DONE_PAGE).headers["Location"] == "/office/"
    card = network.account_card(carl.account_id)
    assert (card.audience, card.position) == ("partner", "active")
    assert len(network.addresses_of(carl.account_id)) == 1


def test_handing_in_twice_makes_one_position(shop_is_open: scenes.Login) -> None:
    visitor = handed_in()
    assert visitor.send(CONFIRM_PAGE).headers["Location"] == DONE_PAGE
    assert network.direct_partners(shop_is_open.member_id or 0, scenes.MARCH.date()).count == 1


def test_without_a_link_one_names_a_sponsor_first(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    assert visitor.client.get("/partner/join/").headers["Location"] == "/partner/"
    unknown = visitor.send("/partner/", code="nobody-here")
    assert unknown.status_code == 422
    assert "nobody-here" in words(unknown)
    known = visitor.send("/partner/", code="https://shop.example/p/anna/")
    assert known.headers["Location"] == "/p/anna/join/"


def test_a_company_may_choose_the_sponsor_of_who_has_none(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    assert "Ohne Code weiter" not in visitor.open("/partner/")
    assert visitor.send("/partner/", assign="yes").status_code == 422
    ours = replace(company(), house_sponsor_code="anna")
    save_company(actor=scenes.SYSTEM, settings=ours, at=scenes.MARCH)
    assert "Ohne Code weiter" in visitor.open("/partner/")
    assert visitor.send("/partner/", assign="yes").headers["Location"] == "/partner/join/"
    assert "Anna Berger" in visitor.open("/partner/join/")


def test_codes_cannot_be_guessed_by_the_dozen(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    for number in range(30):
        visitor.send("/partner/", code=f"guess-{number}")
    assert visitor.send("/partner/", code="anna").status_code == 429
