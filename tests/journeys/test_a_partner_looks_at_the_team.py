"""A partner searches the line, draws it as of a day, and sees what it may and no more."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from tests import scenes
from tests.journeys.visitor import Visitor

APRIL = scenes.LATER


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be settled and stand in April."""
    settled = scenes.settled_month()
    time_machine.move_to(APRIL)
    return settled


def _office(who: scenes.Login, language: str = "en") -> Visitor:
    visitor = Visitor(language)
    visitor.sign_in(who)
    return visitor


def test_a_member_is_found_by_name_number_and_nobody_outside(month: scenes.SettledMonth) -> None:
    anna, bert = _office(month.anna), _office(month.bert)
    assert "Cara Lindner" in anna.open("/office/team/search/?q=lind")
    assert "Cara Lindner" in bert.open(f"/office/team/search/?q={month.cara.member_id}")
    assert "Nobody found" in bert.open("/office/team/search/?q=anna")
    assert "Anna" not in _office(month.cara).open("/office/team/search/?q=anna berger")


def test_the_tree_stands_as_it_stood_on_the_day(month: scenes.SettledMonth) -> None:
    anna = _office(month.anna)
    scenes.partner("emil@example.org", "Emil Neu", scenes.code_of(month.cara), APRIL)
    now = anna.open("/office/team/tree/?levels=3")
    assert "Emil Neu" in now
    assert "Cara Lindner" in now
    then = anna.open("/office/team/tree/?levels=3&day=2026-02-01")
    assert "Bert Vogt" in then
    assert "Cara Lindner" not in then
    assert "1 Feb 2026" in then
    assert "Emil Neu" not in anna.open("/office/team/tree/?levels=3&day=2026-04-24")


def test_the_tree_opens_and_folds_and_says_the_same_as_a_list(month: scenes.SettledMonth) -> None:
    anna = _office(month.anna)
    folded = anna.open("/office/team/tree/?levels=1")
    assert "Cara Lindner" not in folded
    opened = anna.open(f"/office/team/tree/?levels=1&open={month.bert.member_id}")
    assert "Cara Lindner" in opened
    listed = anna.open(f"/office/team/tree/?view=list&shut={month.bert.member_id}")
    assert "Bert Vogt" in listed
    assert "Cara Lindner" not in listed
    below = anna.open(f"/office/team/tree/?of={month.bert.member_id}")
    assert "Cara Lindner" in below


@pytest.mark.parametrize("address", ["?of=1", "?of=abc&levels=9&day=x&open=..&from=-1.9-&shut=a"])
def test_odd_addresses_do_no_harm(month: scenes.SettledMonth, address: str) -> None:
    answer = _office(month.cara).client.get(f"/office/team/tree/{address}")
    assert answer.status_code in (200, 404)


def test_a_strangers_tree_and_page_are_not_there(month: scenes.SettledMonth) -> None:
    cara = _office(month.cara)
    cara.open(f"/office/team/tree/?of={month.bert.member_id}", status=404)
    dora = scenes.partner("dora@example.org", "Dora Weit", "anna", APRIL)
    _office(dora).open(f"/office/team/{month.cara.member_id}/", status=404)


def test_the_direct_sponsor_sees_volumes_and_those_above_do_not(
    month: scenes.SettledMonth,
) -> None:
    page = f"/office/team/{month.cara.member_id}/"
    assert "Own volume" in _office(month.bert).open(page)
    by_anna = _office(month.anna).open(page)
    assert "Own volume" not in by_anna
    assert "cara@example.org" not in by_anna


def test_contact_is_shown_once_it_is_shared_and_only_to_the_sponsor(
    month: scenes.SettledMonth,
) -> None:
    cara, page = _office(month.cara), f"/office/team/{month.cara.member_id}/"
    assert "cara@example.org" not in _office(month.bert).open(page)
    sent = cara.send("/office/profile/", shares_contact="on", hides_name="on", phone="0761 1")
    assert sent.status_code == 302
    by_bert = _office(month.bert).open(page)
    assert "cara@example.org" in by_bert
    assert "0761 1" in by_bert
    by_anna = _office(month.anna).open(page)
    assert "Cara" not in by_anna
    assert f"Partner {month.cara.member_id}" in by_anna
    assert "Cara" not in _office(month.anna).open("/office/team/tree/?levels=3")


def test_the_table_is_saved_as_a_file_that_holds_no_formula(month: scenes.SettledMonth) -> None:
    scenes.partner("evil@example.org", "=HYPERLINK(1)", scenes.code_of(month.bert), APRIL)
    answer = _office(month.bert).client.get("/office/team/export/?sort=-gv")
    text = answer.content.decode("utf-8-sig")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text
    assert "@example.org" not in text
    assert len(text.strip().splitlines()) == 3


def test_customers_are_listed_without_goods_and_addresses(month: scenes.SettledMonth) -> None:
    bert = _office(month.bert)
    assert "Carl Kunde" in bert.open("/office/customers/")
    orders = bert.open("/office/customers/orders/")
    assert month.paid.number in orders
    assert "Lindenweg" not in orders
    assert "carl@example.org" not in bert.open("/office/customers/")
    assert month.paid.number not in _office(month.anna).open("/office/customers/orders/")
    stolen = f"/office/customers/orders/?customer={month.carl.account_id}"
    assert "Carl" not in _office(month.anna).open(stolen)


def test_the_public_page_greets_in_the_partners_words_until_staff_hide_them(
    month: scenes.SettledMonth,
) -> None:
    bert = _office(month.bert)
    bert.send("/office/profile/", public_name="Bert vom See", greeting="<b>Hallo</b> & bis bald")
    page = f"/p/{scenes.code_of(month.bert)}/"
    guest = Visitor("en")
    raw = guest.client.get(page).content.decode()
    assert "&lt;b&gt;Hallo&lt;/b&gt; &amp; bis bald" in raw
    assert "Bert vom See" in raw
    support = _office(scenes.staff("support", scenes.FOUNDED))
    hides = f"/staff/members/{month.bert.member_id}/profile/hide/"
    assert support.send(hides, reason="").status_code == 422
    support.send(hides, reason="please introduce yourself by name")
    assert "Bert vom See" not in guest.open(page)
    assert "please introduce yourself by name" in bert.open("/office/profile/")


def test_the_overview_says_what_is_missing_and_when_the_month_closes(
    month: scenes.SettledMonth,
) -> None:
    text = _office(month.bert).open("/office/")
    assert "Next: Team lead" in text
    assert "days left: the month closes on 30 Apr 2026" in text
    assert "Mar 2026" in text or "March 2026" in text


def test_link_code_and_cards_are_there_to_share(month: scenes.SettledMonth) -> None:
    bert = _office(month.bert)
    link = bert.client.get("/office/link/").content.decode()
    assert f"/p/{scenes.code_of(month.bert)}/" in link
    assert bert.client.get("/office/link/qr.svg").content.startswith(b"<?xml")
    assert bert.client.get("/office/link/qr.png").content.startswith(b"\x89PNG")
    assert bert.client.get("/office/link/qr.exe").status_code == 404
    assert "Bert Vogt" in bert.open("/office/link/cards/")


def test_support_sees_no_bank_data_and_finance_no_public_words(
    month: scenes.SettledMonth,
) -> None:
    scenes.bank_account(month.anna, APRIL)
    page = f"/staff/members/{month.anna.member_id}/"
    assert "3000" not in _office(scenes.staff("support", scenes.FOUNDED)).open(page)
    assert "3000" in _office(month.clerk).open(page)
    found = _office(month.clerk).open("/staff/members/?q=berg&status=active")
    assert "Anna Berger" in found
    Visitor("en").open("/staff/members/", status=302)


def test_staff_suspend_with_a_reason_and_the_history_tells(month: scenes.SettledMonth) -> None:
    support = _office(scenes.staff("support", scenes.FOUNDED))
    page = f"/staff/members/{month.cara.member_id}/"
    assert support.send(f"{page}status/", status="suspended", reason="").status_code == 422
    assert support.send(f"{page}status/", status="suspended", reason="asked").status_code == 302
    assert "asked" in support.open(page)
    assert network.member_card(month.cara.member_id or 0).status == "suspended"
