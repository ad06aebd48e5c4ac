"""Who is paid, who is held, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from finance.rules.payout_lines import (
    BankData,
    LinePlan,
    PayeeFacts,
    PayoutRules,
    held_reason,
    plan_lines,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
ANNA, BERT = BankData(1, "DE02120300000000202051", "Anna"), BankData(2, "x", "Bert")
RULES = PayoutRules(NOON, date(2026, 3, 10))
THREE_EUROS = replace(RULES, minimum_minor=300)


def owed(minor: int, bank: BankData | None = ANNA) -> PayeeFacts:
    """Describe a payee of whom nothing but an amount and an account is known."""
    return PayeeFacts(payable_minor=minor, bank=bank)


def test_positive_balances_become_lines_in_the_order_of_numbers() -> None:
    facts = {"member:1042": owed(5), "member:999": owed(7, BERT)}
    assert plan_lines(facts, RULES, busy=[]) == [
        LinePlan(1, "member:999", 7, BERT, ""),
        LinePlan(2, "member:1042", 5, ANNA, ""),
    ]


def test_nothing_or_less_than_nothing_is_not_due() -> None:
    facts = {"member:1": owed(0), "member:2": owed(-1), "member:3": owed(1)}
    assert [line.payee for line in plan_lines(facts, RULES, busy=[])] == ["member:3"]


def test_what_the_company_owes_itself_is_no_payee_s() -> None:
    facts = {"company": owed(5), "member:3": owed(1)}
    assert [line.payee for line in plan_lines(facts, RULES, busy=[])] == ["member:3"]


def test_who_waits_in_another_batch_gets_no_second_line() -> None:
    facts = {"member:1": owed(1), "member:2": owed(1, BERT)}
    lines = plan_lines(facts, RULES, busy=["member:1"])
    assert [(line.line_no, line.payee) for line in lines] == [(1, "member:2")]


@pytest.mark.parametrize(
    ("bank", "reason"),
    [
        (None, "no_bank_account"),
        (BankData(3, "", ""), "bank_data_erased"),
        (BankData(3, "DE02120300000000202051", ""), "bank_data_erased"),
        (replace(ANNA, is_returned=True), "transfer_returned"),
        (ANNA, ""),
    ],
)
def test_without_an_account_that_takes_money_a_payee_is_held(
    bank: BankData | None, reason: str
) -> None:
    assert held_reason(owed(1, bank), RULES) == reason


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (timedelta(hours=1), "bank_data_cooling"),
        (timedelta(hours=72) - timedelta(seconds=1), "bank_data_cooling"),
        (timedelta(hours=72), ""),
    ],
)
def test_changed_bank_data_cool_down(before: timedelta, reason: str) -> None:
    changed = replace(ANNA, changed_at=NOON - before)
    assert held_reason(owed(1, changed), RULES) == reason


def test_the_first_bank_data_need_not_cool_down() -> None:
    assert held_reason(owed(1, replace(ANNA, is_new=True)), RULES) == ""


@pytest.mark.parametrize(("minor", "reason"), [(299, "below_minimum"), (300, ""), (301, "")])
def test_a_sum_below_the_minimum_waits(minor: int, reason: str) -> None:
    assert held_reason(owed(minor), THREE_EUROS) == reason


def test_without_a_minimum_a_cent_is_paid() -> None:
    assert held_reason(owed(1), RULES) == ""


@pytest.mark.parametrize(
    ("since", "reason"),
    [(date(2025, 12, 11), "below_minimum"), (date(2025, 12, 10), ""), (None, "below_minimum")],
)
def test_a_small_sum_is_paid_after_ninety_days(since: date | None, reason: str) -> None:
    assert held_reason(replace(owed(1), payable_since=since), THREE_EUROS) == reason


def test_a_small_sum_is_paid_to_who_has_left() -> None:
    assert held_reason(replace(owed(1), has_left=True), THREE_EUROS) == ""


def test_what_is_owed_to_us_is_kept_back() -> None:
    """Of 10.00 with 4.00 owed, 6.00 are paid; with 10.00 owed, nothing is."""
    facts = {"member:1": replace(owed(1000), owed_minor=400)}
    assert [line.amount_minor for line in plan_lines(facts, RULES, busy=[])] == [600]
    facts = {"member:1": replace(owed(1000), owed_minor=1000)}
    [line] = plan_lines(facts, RULES, busy=[])
    assert (line.amount_minor, line.held_reason) == (1000, "owes_us")


def test_a_hold_of_finance_comes_before_every_other_reason() -> None:
    known = replace(owed(1, None), is_on_hold=True, owed_minor=5)
    assert held_reason(known, THREE_EUROS) == "on_hold"


def test_bank_data_come_before_the_minimum_because_the_payee_can_mend_them() -> None:
    assert held_reason(owed(1, None), THREE_EUROS) == "no_bank_account"


def test_what_lacks_papers_is_a_held_line_of_its_own() -> None:
    known = replace(owed(700), waiting_minor=300, missing_paper="no_tax_status")
    lines = plan_lines({"member:1": known}, RULES, busy=[])
    assert [(line.amount_minor, line.held_reason) for line in lines] == [
        (700, ""),
        (300, "no_tax_status"),
    ]
    busy = plan_lines({"member:1": known}, RULES, busy=["member:1"])
    assert [line.held_reason for line in busy] == ["no_tax_status"]


def test_what_only_waits_for_its_paper_day_is_no_line() -> None:
    known = PayeeFacts(waiting_minor=300)
    assert plan_lines({"member:1": known}, RULES, busy=[]) == []


def test_a_repr_shows_no_bank_data() -> None:
    assert "Anna" not in repr(ANNA)
    assert "Anna" not in repr(plan_lines({"member:1": owed(1)}, RULES, busy=[]))
