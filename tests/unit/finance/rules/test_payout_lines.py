"""Who is paid, who is held."""

from __future__ import annotations

from finance.rules.payout_lines import BankData, LinePlan, plan_lines

ANNA, BERT = BankData(1, "DE02120300000000202051", "Anna"), BankData(2, "x", "Bert")


def test_positive_balances_become_lines_in_the_order_of_numbers() -> None:
    payable = {"member:1042:payable": 5, "member:999:payable": 7}
    lines = plan_lines(payable, {"member:1042": ANNA, "member:999": BERT}, busy=[])
    assert lines == [
        LinePlan(1, "member:999", 7, BERT, ""),
        LinePlan(2, "member:1042", 5, ANNA, ""),
    ]


def test_nothing_or_less_than_nothing_is_not_due() -> None:
    payable = {"member:1:payable": 0, "member:2:payable": -1, "member:3:payable": 1}
    assert [line.payee for line in plan_lines(payable, {}, busy=[])] == ["member:3"]


def test_what_the_company_owes_itself_is_no_payee_s() -> None:
    payable = {"company:payable": 5, "member:3:payable": 1}
    assert [line.payee for line in plan_lines(payable, {}, busy=[])] == ["member:3"]


def test_without_bank_data_a_payee_is_held_with_the_reason() -> None:
    payable = {"member:1:payable": 1, "member:2:payable": 1, "member:3:payable": 1}
    erased = BankData(3, "", "")
    lines = plan_lines(payable, {"member:1": ANNA, "member:3": erased}, busy=[])
    assert [line.held_reason for line in lines] == ["", "no_bank_account", "bank_data_erased"]
    assert [line.is_paid for line in lines] == [True, False, False]


def test_who_waits_in_another_batch_gets_no_second_line() -> None:
    payable = {"member:1:payable": 1, "member:2:payable": 1}
    lines = plan_lines(payable, {"member:1": ANNA, "member:2": BERT}, busy=["member:1"])
    assert [(line.line_no, line.payee) for line in lines] == [(1, "member:2")]


def test_a_repr_shows_no_bank_data() -> None:
    assert "Anna" not in repr(ANNA)
    assert "Anna" not in repr(plan_lines({"member:1:payable": 1}, {"member:1": ANNA}, busy=[]))
