"""A statement's lines as a table for spreadsheets: amounts in the currency, with its decimals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

import commissions.public as commissions
from core.money import exponent
from core.numerals import show_scaled

Cells = tuple[object, ...]


def table_head() -> Cells:
    """Return what stands above the columns."""
    return (
        _("Line"), _("Order"), _("From whom"), _("Placed on"), _("Paid on"), _("Delivered"),
        _("Vests"), _("Rule"), _("Level"), _("Rate"), _("Base"), _("Amount"), _("Currency"),
        _("Corrects"), _("Plan"),
    )  # fmt: skip


def line_table(
    head: commissions.StatementHead, lines: Sequence[commissions.StatementLine], language: str
) -> Iterator[Cells]:
    """Yield a row for each line."""
    words, places = commissions.statement_words, exponent(head.currency)
    for line in lines:
        yield (
            line.line_no,
            line.order_ref,
            words.origin_in_words(line, head.member_id),
            _day(line.placed_on),
            _day(line.paid_on),
            _day(line.delivered_on),
            words.vests_in_words(is_vested=line.is_vested, vests_on=line.vests_on),
            line.rule_name,
            line.level,
            show_scaled(line.rate_bp, 2, language),
            show_scaled(line.base_minor, places, language),
            show_scaled(line.amount_minor, places, language),
            head.currency,
            words.correction_in_words(line),
            head.plan_label,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
