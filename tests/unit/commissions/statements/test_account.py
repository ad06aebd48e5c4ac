"""A member's account tells where everything came from and went; nothing falls out of it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from commissions.statements.account import account_of_span
from finance.public import STATES, AccountSpan, Movement

UNTIL = datetime(2026, 4, 2, 9, tzinfo=UTC)
COST, TAX, TRANSIT = (
    "company:commission_cost",
    "company:input_tax",
    "company:transfers_in_transit",
)
ACCOUNTS = (*STATES, COST, TAX, TRANSIT, "company:bank", "company:other")


def span(*moves: Movement, **opening: int) -> AccountSpan:
    return AccountSpan("EUR", None, UNTIL, dict.fromkeys(STATES, 0) | opening, moves)


def test_a_month_is_told_in_the_order_in_which_money_moves() -> None:
    account = account_of_span(
        span(
            Movement("payable", TRANSIT, 11_90),
            Movement(COST, "pending", 30_00),
            Movement("pending", "vested", 18_00),
            Movement("pending", "reserve", 2_00),
            Movement("vested", "payable", 10_00),
            Movement(TAX, "payable", 1_90),
            pending=10_00,
        )
    )
    assert [(move.kind, move.total_minor) for move in account.moves] == [
        ("earned", 30_00),
        ("vested", 0),
        ("kept", 0),
        ("credited", 0),
        ("taxed", 1_90),
        ("paid", -11_90),
    ]
    assert account.states == ("pending", "vested", "reserve", "payable")
    assert (account.opening_minor, account.closing_minor) == (10_00, 30_00)
    assert {state: account.closing[state] for state in account.states} == {
        "pending": 20_00,
        "vested": 8_00,
        "reserve": 2_00,
        "payable": 0,
    }


def test_what_a_member_owes_is_a_column_of_its_own() -> None:
    account = account_of_span(span(Movement("receivable", COST, 5_00)))
    assert account.states == ("receivable",)
    assert [(move.kind, move.total_minor) for move in account.moves] == [("taken_back", -5_00)]
    assert account.closing_minor == -5_00


def test_an_account_on_which_nothing_ever_moved_shows_one_empty_column() -> None:
    assert account_of_span(span()).states == ("pending",)


@given(
    st.lists(
        st.builds(
            Movement, st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 10**9)
        )
    ),
    st.fixed_dictionaries({state: st.integers(-(10**9), 10**9) for state in STATES}),
)
def test_opening_and_moves_add_up_to_closing_state_by_state(
    moves: list[Movement], opening: dict[str, int]
) -> None:
    account = account_of_span(span(*moves, **opening))
    for state in STATES:
        moved = sum(move.changes[state] for move in account.moves)
        assert account.opening[state] + moved == account.closing[state]
    assert account.closing_minor == sum(account.closing[state] for state in account.states)
