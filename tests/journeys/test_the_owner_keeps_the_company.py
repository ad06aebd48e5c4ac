"""The owner writes down whose company this is; papers and registration follow."""

from __future__ import annotations

import pytest

from core.company import company
from finance import public as finance
from finance.public import PlanTerms
from tests import scenes
from tests.journeys.visitor import Visitor

PAGE = "/staff/company/"


@pytest.fixture
def owner(shop_is_open: scenes.Login) -> Visitor:
    """Sign the owner in."""
    visitor = Visitor()
    visitor.sign_in(scenes.staff("owner", scenes.FOUNDED))
    return visitor


def shown(owner: Visitor) -> dict[str, str]:
    """Return what the form shows, as a browser would send it."""
    form = owner.client.get(PAGE).context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {
        name: str(value) for name, value in given.items() if f"{value}" not in {"None", "False"}
    }


def test_what_is_saved_is_kept_and_everything_else_stays(owner: Visitor) -> None:
    before = company()
    wanted = {"town": "Titisee", "refund_limit": "250", "minimum_payout": "20"}
    answer = owner.send(PAGE, **{**shown(owner), **wanted, "bank_cool_down_hours": "48"})
    assert answer.status_code == 302
    after = company()
    assert (after.town, after.refund_limit_minor) == ("Titisee", 25_000)
    assert (after.minimum_payout_minor, after.force_payout_after_days) == (2_000, 90)
    assert after.bank_cool_down_hours == 48
    assert (after.iban, after.currency, after.is_demo) == (
        before.iban, before.currency, before.is_demo,
    )  # fmt: skip


def test_the_page_says_when_a_plan_goes_before_its_settings(owner: Visitor) -> None:
    assert "says it already" not in owner.client.get(PAGE).content.decode()
    at = scenes.FOUNDED
    terms = PlanTerms("donauwelle", at.date(), company().currency, 27_00, 92)
    finance.set_payout_terms(terms, at=at)
    page = owner.client.get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "27" in page
    assert page.count("donauwelle") == 1


@pytest.mark.parametrize(
    ("field", "value"), [("iban", "DE00 1234"), ("house_sponsor_code", "nobody"), ("name", "")]
)
def test_what_cannot_be_is_refused_beside_its_field(owner: Visitor, field: str, value: str) -> None:
    before = company()
    answer = owner.send(PAGE, **{**shown(owner), field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert company() == before


def test_another_bank_account_asks_for_the_password(owner: Visitor) -> None:
    before, other = company(), {**shown(owner), "iban": "DE89 3704 0044 0532 0130 00"}
    for tried in ({}, {"company_password": "not it"}):
        answer = owner.send(PAGE, **{**other, **tried})
        assert list(answer.context["form"].errors) == ["company_password"]
        assert company() == before
    assert owner.send(PAGE, **other, company_password=scenes.PASSWORD).status_code == 302
    assert company().iban == "DE89370400440532013000"
