"""Name what moved on a member's account, from where it came and where it went."""

from __future__ import annotations

from collections.abc import Mapping

from commissions.statements.facts import Account, AccountMove
from finance.public import STATES, AccountSpan, Movement

COST, BANK = "company:commission_cost", "company:bank"
TRANSIT, TAX = "company:transfers_in_transit", "company:input_tax"
OTHER = "other"

# In the order in which an account tells them.
_NAMES: Mapping[str, frozenset[tuple[str, str]]] = {
    "earned": frozenset({(COST, "pending")}),
    "corrected": frozenset({("pending", COST)}),
    "taken_back": frozenset((state, COST) for state in STATES if state != "pending"),
    "vested": frozenset({("pending", "vested"), ("pending", "payable")}),
    "kept": frozenset({("pending", "reserve")}),
    "released": frozenset({("reserve", "vested")}),
    "credited": frozenset({("vested", "payable")}),
    "uncredited": frozenset({("payable", "vested")}),
    "taxed": frozenset({(TAX, "payable"), (TAX, "receivable")}),
    "untaxed": frozenset({("payable", TAX), ("receivable", TAX)}),
    "set_off": frozenset({("payable", "receivable")}),
    "paid": frozenset({("payable", TRANSIT), ("payable", BANK)}),
    "returned": frozenset({(TRANSIT, "payable"), (BANK, "payable")}),
    "repaid": frozenset({(BANK, "receivable")}),
}
MOVE_KINDS = (*_NAMES, OTHER)


def account_of_span(span: AccountSpan) -> Account:
    """Return the account to show: movements of one name together, columns that hold anything."""
    closing = span.closing
    moves = tuple(_moves(span.moves))
    used = tuple(
        state
        for state in STATES
        if span.opening[state] or closing[state] or any(move.changes[state] for move in moves)
    )
    return Account(used or STATES[:1], span.opening, moves, closing)


def _moves(moves: tuple[Movement, ...]) -> list[AccountMove]:
    named = [(_name(move), move) for move in moves]
    rows = []
    for kind in MOVE_KINDS:
        of_kind = [move for name, move in named if name == kind]
        if of_kind:
            changes = {state: sum(move.change_of(state) for move in of_kind) for state in STATES}
            rows.append(AccountMove(kind, changes))
    return rows


def _name(move: Movement) -> str:
    way = (move.source, move.destination)
    return next((name for name, ways in _NAMES.items() if way in ways), OTHER)
