"""Payouts, bank statements and the ledger as finance sees them: photographed, no barriers."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import finance.public as finance
from core import outbox
from core.periods import Period
from finance.rules.payment_file import read_payment_file
from tests import scenes
from tests.bank import came_back, paid, received, statement
from tests.browser.test_states_of_pages import LOOKS, Look
from tests.browser.window import Window
from tests.db.finance.books import owe

FIRST, SECOND = scenes.SYSTEM, scenes.Actor.system("second-person")


def answered(month: scenes.SettledMonth) -> int:
    """Pay Anna and Bert; one transfer comes back, and a customer's waits. Return the payout."""
    owe({f"member:{who.member_id}": 1_234 for who in (month.anna, month.bert, month.cara)})
    for who in (month.anna, month.bert):
        scenes.bank_account(who, scenes.LATER)
    at = scenes.LATER
    batch = finance.prepare_payout(pay_on=at.date(), actor=FIRST, at=at)
    finance.approve_payout(batch_id=batch.id, file_sha256=batch.file_sha256, actor=SECOND, at=at)
    names = list(read_payment_file(finance.payout_file(SECOND, batch.id, at=at)).amounts)
    day = at.date()
    left = [paid("12.34", name, day=day) for name in names]
    back = came_back("12.34", names[1], day=day)
    other = received("7.00", "für den Blumenkranz", name="Gustav Ohnesorg", day=day)
    content = statement(*left, back, other)
    finance.import_bank_statement(content=content, actor=SECOND, at=at)
    outbox.drain()
    return batch.id


def rates(look: Look) -> None:
    """Look at the exchange rates of a month with a correction, and at a file before it counts."""
    source, at = "EZB-Referenzkurs", scenes.LATER
    look.at("money-rates-none", "/staff/rates/")
    content = f"Date,USD,CHF,JPY,\n{at:%Y-%m-%d},1.0823,0.9435,162.91,\n".encode()
    finance.import_rates(content=content, source=source, actor=FIRST, at=at)
    (wrong, *_others) = (
        row
        for row in finance.rates_page(FIRST, month=Period(f"{at:%Y-%m}")).items
        if row.quote.currency == "CHF"
    )
    right = wrong.quote._replace(millionths=934_500)
    number = finance.record_rate(source=source, quote=right, actor=SECOND, at=at, corrects=wrong.id)
    look.at("money-rates", "/staff/rates/")
    look.at("money-rate", f"/staff/rates/{number}/correct/")
    look.at("money-rate-file", "/staff/rates/file/")
    look.choose("#id_file", "eurofxref.csv", b"Date,USD,TRY,\n2026-04-01,1.08,38,\n")
    look.press("#rate-file button.btn", "money-rate-file-checked")
    look.choose("#id_file", "eurofxref.csv", b"Date,USD,\n2026-04-01,one,\n")
    look.press("#rate-file button.btn", "money-rate-file-refused")


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_finance(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    payout = answered(month)
    finance.check_ledger(check_id=finance.ask_ledger_check(actor=FIRST, at=scenes.LATER),
                         at=scenes.LATER)  # fmt: skip
    look = Look(window, language, width, dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    look.at("money-payouts", "/staff/payouts/")
    look.at("money-payout", f"/staff/payouts/{payout}/")
    look.at("money-bank", "/staff/bank/")
    [file] = finance.bank_files(FIRST).items
    look.at("money-bank-file", f"/staff/bank/{file.id}/")
    look.at("money-bank-entries", "/staff/bank/entries/")
    [entry] = finance.bank_entries(FIRST, state="waiting").items
    look.at("money-bank-entry", f"/staff/bank/entries/{entry.id}/")
    rates(look)
    look.at("money-ledger", "/staff/ledger/")
    look.at("money-ledger-accounts", "/staff/ledger/accounts/member:*:payable/")
    account = f"member:{month.bert.member_id}:payable"
    look.at("money-ledger-account", f"/staff/ledger/account/{account}/")
    rows = finance.ledger_transactions(FIRST, f"payout:{payout}").items
    look.at("money-ledger-transaction", f"/staff/ledger/transactions/{rows[0].id}/")
    look.at("money-ledger-lines", f"/staff/ledger/runs/{month.run_id}/{month.bert.member_id}/")
    look.is_clean()
