"""Foreign numbers, absurd quantities and closed doors: a clear answer, and nothing changes."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings
from time_machine import TimeMachineFixture

import finance.public as finance
import network.public as network
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import GEL, Visitor, words


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be over and published."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


@pytest.mark.parametrize("quantity", ["-1", "0", "1000", "99999999999", "1.5", "x", ""])
def test_absurd_quantities_are_refused(shop_is_open: scenes.Login, quantity: str) -> None:
    guest = Visitor()
    answer = guest.add(GEL, quantity)
    assert answer.status_code == 422
    assert answer.context["form"].errors["quantity"]
    assert "Noch nichts im Warenkorb" in guest.open("/cart/")


def test_a_cart_line_keeps_its_quantity_when_the_new_one_is_absurd(
    shop_is_open: scenes.Login,
) -> None:
    guest = Visitor()
    guest.add(GEL, 2)
    line = guest.client.get("/cart/").context["cart"].lines[0]
    for quantity in ("-5", "0", "many"):
        guest.send(f"/cart/{line.line_id}/change/", quantity=quantity)
        assert guest.client.get("/cart/").context["cart"].lines[0].quantity == 2


def test_a_line_of_another_cart_is_not_there(shop_is_open: scenes.Login) -> None:
    guest, other = Visitor(), Visitor()
    guest.add(GEL, 2)
    other.add(GEL, 1)
    line = guest.client.get("/cart/").context["cart"].lines[0]
    assert other.send(f"/cart/{line.line_id}/change/", quantity=9).status_code == 404
    assert other.send(f"/cart/{line.line_id}/remove/").status_code == 404
    assert guest.client.get("/cart/").context["cart"].lines[0].quantity == 2


def test_a_stranger_sees_no_order_task_line_or_statement_of_others(
    month: scenes.SettledMonth,
) -> None:
    cara = Visitor()
    cara.sign_in(month.cara)
    cara.open(f"/account/orders/{month.delivered.number}/", status=404)
    cara.open(f"/office/earnings/{month.run_id}/1/", status=404)
    cara.open("/office/earnings/999/", status=404)
    cara.open("/office/statements/999/", status=404)
    anna = Visitor()
    anna.sign_in(month.anna)
    task = anna.client.get("/office/").context["tasks"][0][0]
    assert cara.send(f"/office/tasks/{task.task_id}/done/").status_code == 404
    assert not anna.client.get("/office/").context["tasks"][0][0].is_done


def test_an_own_run_page_lists_own_lines_only(month: scenes.SettledMonth) -> None:
    cara = Visitor()
    cara.sign_in(month.cara)
    assert cara.client.get(f"/office/earnings/{month.run_id}/").context["lines"].items == ()


@pytest.mark.parametrize("iban", ["DE00 1234", "DE89370400440532013001", "XX12", "' OR 1=1"])
def test_a_wrong_iban_is_explained_and_nothing_is_saved(
    month: scenes.SettledMonth, iban: str
) -> None:
    anna = Visitor()
    anna.sign_in(month.anna)
    told = {"iban": iban, "holder": "Anna Berger", "bank_password": scenes.PASSWORD}
    answer = anna.send("/office/bank-account/", **told)
    assert answer.status_code == 422
    assert answer.context["form"].errors["iban"]
    assert answer.context["form"]["holder"].value() == "Anna Berger"
    assert finance.bank_account_hint(f"member:{month.anna.member_id}") == ""


@pytest.mark.parametrize("password", ["", "not anna's at all"])
def test_bank_data_ask_for_the_password(month: scenes.SettledMonth, password: str) -> None:
    """Whoever finds a browser that is signed in leads nobody's money elsewhere."""
    anna, data = Visitor(), {"iban": "DE02120300000000202051", "holder": "Anna Berger"}
    anna.sign_in(month.anna)
    answer = anna.send("/office/bank-account/", **data, bank_password=password)
    assert (answer.status_code, finance.bank_account_hint(f"member:{month.anna.member_id}")) == (
        422,
        "",
    )
    assert answer.context["form"].errors["bank_password"]
    assert anna.send("/office/bank-account/", **data, bank_password=scenes.PASSWORD).url
    assert finance.bank_account_hint(f"member:{month.anna.member_id}") != ""


def test_the_drafter_cannot_approve_and_the_preparer_cannot_pay(
    month: scenes.SettledMonth,
) -> None:
    scenes.bank_account(month.anna, scenes.LATER)
    clerk = Visitor()
    clerk.sign_in(month.clerk)
    closing = clerk.send("/staff/closing/", plan_code="quellmoos", period_key="2026-02").url
    run_id = clerk.client.get(closing).context["run"].run_id
    assert clerk.send(f"/staff/runs/{run_id}/approve/").status_code == 403
    clerk.send("/staff/payouts/vest/", as_of="2026-04-25")
    scenes.tax_status(month.anna, scenes.LATER)
    clerk.send("/staff/credit-notes/", until="2026-04-25")
    payout = clerk.send("/staff/payouts/prepare/", pay_on="2026-04-25").url
    page = clerk.client.get(payout)
    sha256 = page.context["batch"].file_sha256
    assert clerk.send(f"{payout}approve/", file_sha256=sha256).status_code == 403
    second = Visitor()
    second.sign_in(month.second)
    assert second.send(f"{payout}approve/", file_sha256="0" * 64).status_code == 302
    batches = finance.payout_batches(scenes.SYSTEM, PageRequest()).items
    assert [batch.state for batch in batches] == ["prepared"]
    second.send(f"{payout}approve/", file_sha256=sha256)
    answer = second.send(f"{payout}file/")
    assert answer.content.startswith(b"<?xml") and b"pain.001.001.09" in answer.content


def test_a_run_of_no_period_is_refused_beside_the_field(month: scenes.SettledMonth) -> None:
    clerk = Visitor()
    clerk.sign_in(month.clerk)
    for key in ("2026-13", "2025-01", "2026-W07"):
        answer = clerk.send("/staff/closing/", plan_code="quellmoos", period_key=key)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["period_key"])


def test_pages_that_are_nowhere_answer_404(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    for path in ("/nowhere/", "/products/nothing/", "/products/a%00b/", "/staff/nothing/"):
        assert guest.client.get(path).status_code == 404
    for path in ("pay/test", "thanks"):
        guest.open(f"/{path}/00000000-0000-0000-0000-000000000000/", status=404)


def test_without_a_company_every_page_says_what_is_missing() -> None:
    assert "dev.py up" in Visitor().open("/", status=409)


def test_a_foreign_address_after_signing_in_is_not_followed(shop_is_open: scenes.Login) -> None:
    answer = Visitor().send(
        "/sign-in/",
        email=shop_is_open.email,
        password=scenes.PASSWORD,
        next="https://evil.example/",
    )
    assert answer.headers["Location"] == "/office/"


def test_demo_sign_ins_are_shown_in_a_demo_company_only(
    settings: Settings, shop_is_open: scenes.Login
) -> None:
    settings.DEMO_SIGN_INS = [{"label": "Owner", "email": "o@example.org", "password": "p-shown"}]
    assert "p-shown" in words(Visitor().client.get("/sign-in/"))
    scenes.company(scenes.FOUNDED, is_demo=False)
    assert "p-shown" not in words(Visitor().client.get("/sign-in/"))


def test_a_suspended_sponsor_takes_on_nobody_and_is_credited_nothing(
    shop_is_open: scenes.Login,
) -> None:
    guest = Visitor()
    guest.open("/p/anna/")
    network.change_status(
        member_id=shop_is_open.member_id or 0,
        status="suspended",
        reason="test",
        actor=scenes.SYSTEM,
        at=scenes.MARCH,
    )
    assert "zurzeit nicht möglich" in guest.open("/p/anna/")
    assert guest.client.get("/partner/").status_code == 200
    assert guest.client.get("/products/").context["visit"].buyer.credited_member_id is None


def test_a_form_without_its_token_is_explained(shop_is_open: scenes.Login) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "de"})
    answer = strict.post("/products/rose-shower-gel/add/", {"sku": "QM-1001", "quantity": 1})
    assert answer.status_code == 403
    assert "Formular" in words(answer)


def test_a_page_for_one_person_is_kept_by_no_cache(shop_is_open: scenes.Login) -> None:
    anna = Visitor()
    anna.sign_in(shop_is_open)
    assert "no-store" in anna.client.get("/office/").headers["Cache-Control"]


def test_the_language_can_be_changed_and_stays(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    assert "Alle Produkte" in visitor.open("/products/")
    visitor.send("/language/", language="en", next="/products/")
    assert "All products" in visitor.open("/products/")
