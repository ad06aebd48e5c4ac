"""How pages write statements: movements, states, parts, origins, corrections."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from commissions.public import (
    AccountMove,
    DuePart,
    RuleTotal,
    StatementHead,
    StatementLine,
    statement_words,
)
from core.numerals import show_scaled
from finance.public import RATE_DECIMALS, PayeePaper, Quote

register = template.Library()


@register.filter
def state_word(state: str) -> str:
    """Write what an account's state is called."""
    return str(statement_words.STATES.get(state, state))


@register.filter
def move_word(move: AccountMove) -> str:
    """Write what moved."""
    return str(statement_words.MOVES.get(move.kind, move.kind))


@register.filter
def millionths(value: int) -> str:
    """Write an exchange rate, with four decimals at least."""
    number = show_scaled(value, RATE_DECIMALS, get_language() or "de")
    needless = min(len(number) - len(number.rstrip("0")), 2)
    return number[: len(number) - needless]


@register.filter
def quote(rate: Quote) -> str:
    """Write a published rate: "1 EUR = 0,9345 CHF"."""
    return f"1 {rate.base} = {millionths(rate.millionths)} {rate.currency}"


@register.filter
def rates_word(head: StatementHead) -> str:
    """Write at which rates orders in other currencies counted."""
    return statement_words.rates_in_words(head.rates, head.currency)


@register.filter
def part_word(part: DuePart) -> str:
    """Write what a part of the earnings is."""
    return statement_words.part_in_words(part)[0]


@register.filter
def part_note(part: DuePart) -> str:
    """Write what a part of the earnings waits for."""
    return statement_words.part_in_words(part)[1]


@register.filter
def due_word(part: DuePart) -> str:
    """Write by when a part is paid."""
    return statement_words.due_in_words(part)


@register.filter
def rule_word(rule: RuleTotal | StatementLine) -> str:
    """Write a rule with its level."""
    return statement_words.rule_in_words(
        rule.rule_name, rule.level, is_correction=rule.is_correction
    )


@register.filter
def correction_word(line: StatementLine) -> str:
    """Write which line a correction changes; nothing for other lines."""
    return statement_words.correction_in_words(line)


@register.filter
def paper_word(paper: PayeePaper) -> str:
    """Write what a paper or a transfer is."""
    return str(statement_words.PAPERS.get(paper.kind, paper.kind))


@register.simple_tag
def origin_word(line: StatementLine, reader_id: int) -> str:
    """Write whose order a line comes from."""
    return statement_words.origin_in_words(line, reader_id)


@register.filter
def of_state(amounts: dict[str, int], state: str) -> int:
    """Return the amount of one state."""
    return amounts.get(state, 0)
