"""Statements, money and inquiries in a browser: both languages, both themes, no barriers."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import commissions.public as commissions
import desk.public as desk
from desk.services.mail_statements import write_statement_mails
from tests import scenes
from tests.browser.test_states_of_pages import LOOKS, SUBMIT, Look
from tests.browser.window import Window


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_a_partner_sees_the_money_and_asks(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    commissions.vest_due(as_of=scenes.LATER.date(), actor=scenes.SYSTEM, at=scenes.LATER)
    look = Look(window, language, width, dark)
    window.sign_in(month.anna.email, scenes.PASSWORD)
    look.at("office-money", "/office/money/")
    look.at("earnings", "/office/earnings/")
    look.at("lines", f"/office/earnings/{month.run_id}/")
    look.at("statement", f"/office/statements/{month.run_id}/")
    look.at("line", f"/office/earnings/{month.run_id}/1/")
    look.at("ask", f"/office/earnings/{month.run_id}/1/ask/")
    look.press(SUBMIT, "ask-errors")
    window.page.fill("#id_text", "Warum 12 % und nicht 15 %? Ich war doch Teamleiter.")
    look.press(SUBMIT, "inquiry")
    inquiry = window.page.url.removeprefix(window.url)
    look.at("inquiries", "/office/inquiries/")
    window.forget()
    look.again()
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    look.at("staff-inquiries", "/staff/inquiries/")
    look.at("staff-inquiry", inquiry.replace("/office/", "/staff/"))
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_staff_mail_statements_to_all(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    look = Look(window, language, width, dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    look.at("staff-statements", "/staff/statements/")
    look.at("staff-run-statements", f"/staff/statements/{month.run_id}/")
    look.press("form[action$='/mail/'] button", "staff-mailing")
    write_statement_mails(at=scenes.LATER, step=2)
    desk.send_due_mails(at=scenes.LATER)
    look.at("staff-mailing-on", f"/staff/statements/{month.run_id}/")
    member_id = month.anna.member_id
    look.at("staff-statement", f"/staff/statements/{month.run_id}/{member_id}/")
    look.is_clean()
