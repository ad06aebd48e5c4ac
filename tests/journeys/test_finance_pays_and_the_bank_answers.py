"""Finance pays a month: two people, one file, and what the bank says of it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from time_machine import TimeMachineFixture

import finance.public as finance
from core import outbox
from core.paging import PageRequest
from desk.public import mails_page
from finance.rules.payment_file import read_payment_file
from tests import scenes
from tests.bank import OUR_IBAN, Entry, came_back, paid, received, statement
from tests.db.finance.books import owe
from tests.journeys.visitor import Visitor, words

PAY_DAY = "2026-04-27"
TODAY = scenes.LATER.date()


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Owe Anna 10.00 and Bert 20.00; both have told where to."""
    time_machine.move_to(scenes.FOUNDED)
    month = scenes.settled_month()
    time_machine.move_to(scenes.LATER)
    scenes.bank_account(month.anna, scenes.LATER)
    scenes.bank_account(month.bert, scenes.LATER)
    owe({f"member:{month.anna.member_id}": 1_000, f"member:{month.bert.member_id}": 2_000})
    return month


def desk(who: scenes.Login) -> Visitor:
    """Sign somebody of finance in, in English."""
    visitor = Visitor("en")
    visitor.sign_in(who)
    return visitor


def prepared(clerk: Visitor) -> str:
    """Prepare a payout; return its page."""
    answer = clerk.send("/staff/payouts/prepare/", pay_on=PAY_DAY)
    assert answer.status_code == 302, words(answer)
    return answer.headers["Location"]


def approve(who: Visitor, payout: str) -> HttpResponse:
    """Approve the file whose hash the page shows."""
    page = who.client.get(payout)
    return who.send(f"{payout}approve/", file_sha256=page.context["batch"].file_sha256)


def take_in(who: Visitor, *entries: Entry) -> str:
    """Take a statement in; return what the page says."""
    file = SimpleUploadedFile("camt.xml", statement(*entries, iban=OUR_IBAN))
    answer = who.send("/staff/bank/", file=file)
    assert answer.status_code == 302, words(answer)
    outbox.drain()
    return who.open(answer.headers["Location"])


def ids_of(who: Visitor, payout: str) -> dict[int, str]:
    """Return the end-to-end ids in the bank file, by their amounts in cents."""
    content = who.send(f"{payout}file/").content
    return {minor: name for name, minor in read_payment_file(content).amounts.items()}


def test_a_month_is_paid_settled_and_one_transfer_comes_back(month: scenes.SettledMonth) -> None:
    clerk, second = desk(month.clerk), desk(month.second)
    assert "2 payments would be made €30.00" in clerk.open("/staff/payouts/")
    payout = prepared(clerk)
    approve(clerk, payout)
    assert clerk.client.get(payout).context["batch"].state == "prepared"
    assert approve(second, payout).status_code == 302
    assert "In transit 2 · €30.00" in second.open(payout)

    ids = ids_of(second, payout)
    said = take_in(second, paid("10.00", ids[1_000]), paid("20.00", ids[2_000]))
    assert "2 of 2 entries are new: 2 payouts have left, 0 came back" in said
    said = take_in(second, came_back("20.00", ids[2_000], "AC04"))
    assert "1 came back" in said
    page = second.open(payout)
    assert "Arrived 1 · €10.00" in page
    assert "Came back 1 · €20.00" in page
    assert "The account is closed." in page

    kinds = [mail.kind for mail in mails_page(actor=scenes.SYSTEM, page=PageRequest()).items]
    assert kinds.count("transfer_returned") == 1
    assert "The last transfer to this account came back. (1) €20.00" in clerk.open(
        "/staff/payouts/"
    )
    clerk.send("/staff/payouts/release/", payee=f"member:{month.bert.member_id}")
    assert "1 payment would be made €20.00" in clerk.open("/staff/payouts/")


def test_the_same_file_twice_does_nothing(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    entry = received("5.00", "hello")
    take_in(clerk, entry)
    assert "This file was taken in before. Nothing changed." in take_in(clerk, entry)
    assert finance.bank_files(scenes.SYSTEM).items[0].entry_count == 1


def test_what_is_no_statement_is_refused_beside_the_field(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for content in (b"MT940", bomb, statement(iban="DE75512108001245126199")):
        answer = clerk.send("/staff/bank/", file=SimpleUploadedFile("x.xml", content))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["file"]


def test_an_order_paid_in_advance_is_paid_by_the_statement(month: scenes.SettledMonth) -> None:
    order = scenes.placed_order(month.carl, {"QM-1002": 1}, scenes.LATER, payment="prepayment")
    amount = f"{order.gross_minor // 100}.{order.gross_minor % 100:02d}"
    take_in(desk(month.clerk), received(amount, f"Bestellung {order.number}", day=TODAY))
    [row] = finance.bank_entries(scenes.SYSTEM, state="order").items
    assert row.subject == f"order:{order.number}"
    clerk = desk(month.clerk)
    assert "Paid" in clerk.open(f"/staff/orders/{order.number}/")


def test_a_person_says_what_an_entry_is(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    take_in(clerk, received("7.00", "for what?", name="Gustav", day=TODAY), paid("3.20", ""))
    assert "Some entries fit no payout and no order." in clerk.open("/staff/bank/")
    rows = {row.amount_minor: row.id for row in finance.bank_entries(scenes.SYSTEM).items}
    assert "Gustav" in clerk.open(f"/staff/bank/entries/{rows[700]}/")
    answer = clerk.send(f"/staff/bank/entries/{rows[700]}/order/")
    assert re.fullmatch(r"/staff/transfers/\d+/", answer.headers["Location"])
    answer = clerk.send("/staff/bank/entries/", entry=rows[320], reason="bank_charges")
    assert "1 entry put aside." in clerk.open(answer.headers["Location"])
    assert "Choose at least one entry." in words(
        clerk.client.post("/staff/bank/entries/", {"reason": "bank_charges"}, follow=True)
    )


def test_a_repayment_is_booked_to_the_partner_who_owes(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    take_in(clerk, received("7.00", "Rückzahlung"))
    [row] = finance.bank_entries(scenes.SYSTEM, state="waiting").items
    answer = clerk.send(f"/staff/bank/entries/{row.id}/repayment/", member_id=month.anna.member_id)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["member_id"])


def test_from_the_trial_balance_down_to_an_order_line(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    page = clerk.open("/staff/ledger/")
    assert "Cost of commissions" in page
    assert "Total €0.00" in page
    account = f"member:{month.bert.member_id}:pending"
    assert f"Pending · {month.bert.member_id}" in clerk.open(
        "/staff/ledger/accounts/member:*:pending/"
    )
    shown = clerk.client.get(f"/staff/ledger/account/{account}/").content.decode()
    lines = f"/staff/ledger/runs/{month.run_id}/{month.bert.member_id}/"
    assert lines in shown
    number = re.search(r"/staff/ledger/transactions/(\d+)/", shown)
    assert number is not None
    assert "Earnings of a run" in clerk.open(number[0])
    assert month.paid.number in clerk.open(lines)
    assert clerk.client.get(f"/staff/orders/{month.paid.number}/").status_code == 200


def test_balances_as_of_a_day_leave_out_what_came_later(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    assert "Nothing is booked yet" in clerk.open("/staff/ledger/?on=2026-01-01")
    assert "Payable" in clerk.open("/staff/ledger/?on=2026-10-31")


def test_the_verifier_is_asked_and_answers(month: scenes.SettledMonth) -> None:
    clerk = desk(month.clerk)
    assert "The ledger was not checked yet." in clerk.open("/staff/ledger/")
    clerk.send("/staff/ledger/check/")
    assert "A check is under way." in clerk.open("/staff/ledger/")
    outbox.drain()
    assert "Nothing was changed." in clerk.open("/staff/ledger/")


@pytest.mark.parametrize(
    "path",
    [
        "/staff/ledger/accounts/nonsense/",
        "/staff/ledger/accounts/member:%25:payable/",
        "/staff/ledger/account/x/",
        "/staff/ledger/transactions/999999/",
        "/staff/bank/999/",
        "/staff/bank/entries/999/",
    ],
)
def test_what_is_not_there_is_not_found(month: scenes.SettledMonth, path: str) -> None:
    assert desk(month.clerk).client.get(path).status_code == 404
