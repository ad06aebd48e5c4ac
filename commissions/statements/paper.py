"""A statement as a PDF: its words and figures, ready to be set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import finance.public as finance
import network.public as network
from commissions.statements.facts import Account, StatementHead, StatementLine
from commissions.statements.read import whole_statement
from commissions.wording.statement_words import (
    MOVES,
    PAPERS,
    STATES,
    correction_in_words,
    day_in_figures,
    day_in_words,
    due_in_words,
    origin_in_words,
    part_in_words,
    period_in_words,
    rates_in_words,
    rule_in_words,
    vests_in_words,
)
from core.addresses import address_lines
from core.company import company, local_date
from core.money import format_money
from core.policy import Actor
from core.rates import format_rate

Content = dict[str, Any]

# Thousands of lines would be a book; who has that many gets them as a table from the office.
LINES_ON_PAPER = 3_000


def statement_pdf(
    actor: Actor, *, run_id: int, member_id: int, language: str, at: datetime
) -> bytes:
    """Return a statement as a PDF/A-3b, dated when it was issued.

    Raises: NotAllowed; StatementNotFound. InvariantBroken — its lines are not its sum.
    """
    language = finance.paper_language(language)
    with translation.override(language):
        head, lines = whole_statement(actor, run_id=run_id, member_id=member_id)
        content = content_of(head, lines, language)
        content["recipient"] = _recipient(member_id)
    return finance.statement_pdf(content, language=language, dated=head.issued_at, at=at)


def content_of(head: StatementHead, lines: Sequence[StatementLine], language: str) -> Content:
    """Return everything that stands on the paper but whom it is for, in the active language."""
    pen = _Pen(head.currency, language)
    period = period_in_words(head.period_key, head.starts_on)
    return {
        "title": _("Commission statement %(period)s") % {"period": period},
        "info": [
            (_("Partner number"), str(head.member_id)),
            (_("Period"), _span(head)),
            (_("Issued"), day_in_words(local_date(head.issued_at))),
            (_("Plan"), head.plan_label),
            (_("Statement"), f"{head.run_id}-{head.member_id}"),
        ],
        "sentence": _sentence(head, period, pen),
        "boxes": _boxes(head, pen),
        "due": _due(head, pen),
        "rules": _rules(head, pen),
        "account": _account(head, pen),
        "papers": _papers(head, pen),
        "lines": _lines(head, lines, pen),
        "closing": _closing(head),
    }


class _Pen:
    """Writes amounts and rates in the paper's language."""

    def __init__(self, currency: str, language: str) -> None:
        self.currency, self.language = currency, language

    def sum(self, minor: int) -> str:
        return format_money(minor, self.currency, self.language)

    def change(self, minor: int) -> str:
        """Write a change in a table: nothing where nothing changed."""
        return self.sum(minor) if minor else "–"

    def rate(self, rate_bp: int) -> str:
        return format_rate(rate_bp, self.language)


def _recipient(member_id: int) -> list[str]:
    card = network.member_card(member_id)
    book = network.addresses_of(card.account_id) if card.account_id else ()
    if book:
        return list(address_lines(book[0].address, home=company().country))
    return [card.name] if card.name else []


def _span(head: StatementHead) -> str:
    first, last = head.starts_on, head.ends_before - timedelta(days=1)
    return f"{day_in_figures(first)} – {day_in_figures(last)}"


def _sentence(head: StatementHead, period: str, pen: _Pen) -> str:
    said = _("You earned %(amount)s in %(period)s.")
    parts = [said % {"amount": pen.sum(head.earned_minor), "period": period}]
    if head.due_minor:
        said = _("Of this, %(amount)s is paid by %(day)s at the latest.")
        due = {"amount": pen.sum(head.due_minor), "day": day_in_words(head.due_on)}
        parts.append(said % due)
    if head.waiting_minor:
        said = _("%(amount)s waits until goods are delivered and withdrawal periods are over.")
        parts.append(said % {"amount": pen.sum(head.waiting_minor)})
    if head.reserve_minor:
        said = _("%(amount)s is kept as cancellation reserve.")
        parts.append(said % {"amount": pen.sum(head.reserve_minor)})
    if head.corrected_minor:
        said = _("Corrections of earlier statements are contained with %(amount)s.")
        parts.append(said % {"amount": pen.sum(head.corrected_minor)})
    return " ".join(parts)


def _boxes(head: StatementHead, pen: _Pen) -> list[Content]:
    count = ngettext("%(count)s line", "%(count)s lines", head.line_count)
    boxes = [
        (_("Earned"), head.earned_minor, count % {"count": head.line_count}),
        (
            _("Paid by %(day)s") % {"day": day_in_figures(head.due_on)},
            head.due_minor,
            _("once it is on a Gutschrift"),
        ),
        (_("Paid later"), head.waiting_minor, _("after delivery and withdrawal period")),
    ]
    if reserve := head.account.closing["reserve"]:
        boxes.append((_("Cancellation reserve"), reserve, _("yours, released on its day")))
    return [{"label": a, "value": pen.sum(b), "note": c} for a, b, c in boxes]


def _due(head: StatementHead, pen: _Pen) -> Content:
    rows = [
        {"what": what, "note": note, "due": due_in_words(part), "amount": pen.sum(minor)}
        for part in head.parts
        for (what, note), minor in [(part_in_words(part), part.paid_minor)]
    ]
    if head.reserve_minor:
        what, note = _("Cancellation reserve"), _("kept when it vests, yours on its day")
        amount = pen.sum(head.reserve_minor)
        rows.append({"what": what, "note": note, "due": _("after its time"), "amount": amount})
    if not rows:
        nothing = _("Nothing earned in this period")
        note = _("No order of this period reached you by the rules of the plan.")
        rows = [{"what": nothing, "note": note, "due": "–", "amount": pen.sum(0)}]
    header = [_("Part"), _("Paid at the latest"), _("Amount")]
    return {"title": _("What is paid when"), "header": header, "rows": rows}


def _rules(head: StatementHead, pen: _Pen) -> Content:
    rows = [
        {
            "name": rule_in_words(rule.rule_name, rule.level, is_correction=rule.is_correction),
            "rate": pen.rate(rule.rate_bp),
            "count": str(rule.line_count),
            "base": pen.sum(rule.base_minor),
            "amount": pen.sum(rule.amount_minor),
        }
        for rule in head.rules
    ]
    total = {
        "name": _("Total"),
        "count": str(head.line_count),
        "amount": pen.sum(head.earned_minor),
    }
    header = [_("Rule"), _("Rate"), _("Lines"), _("Base"), _("Amount")]
    return {"title": _("What it was earned by"), "header": header, "rows": rows, "total": total}


def _account(head: StatementHead, pen: _Pen) -> Content:
    account = head.account
    rows = [
        _sums(_opening(head), account, account.opening, account.opening_minor, pen),
        *(
            {
                "name": str(MOVES[move.kind]),
                "is_sum": False,
                "cells": [
                    *(pen.change(move.changes[state]) for state in account.states),
                    pen.change(move.total_minor),
                ],
            }
            for move in account.moves
        ),
        _sums(
            _("Balance on %(day)s") % {"day": day_in_figures(local_date(head.issued_at))},
            account, account.closing, account.closing_minor, pen,
        ),
    ]  # fmt: skip
    header = ["", *(str(STATES[state]) for state in account.states), _("Together")]
    note = _("All bookings since the last statement, from all plans.")
    return {"title": _("Your account"), "note": note, "header": header, "rows": rows}


def _opening(head: StatementHead) -> str:
    if head.previous_at is None:
        return _("At the beginning")
    return _("Balance on %(day)s") % {"day": day_in_figures(local_date(head.previous_at))}


def _sums(name: str, account: Account, sums: Any, total: int, pen: _Pen) -> Content:
    cells = [*(pen.sum(sums[state]) for state in account.states), pen.sum(total)]
    return {"name": name, "is_sum": True, "cells": cells}


def _papers(head: StatementHead, pen: _Pen) -> Content:
    rows = [
        {
            "what": f"{PAPERS[paper.kind]} {paper.number}".strip(),
            "day": day_in_figures(paper.on),
            "amount": pen.sum(paper.amount_minor),
        }
        for paper in head.papers
    ]
    header = [_("Paper or transfer"), _("Day"), _("Amount")]
    return {"title": _("Gutschriften and payouts"), "header": header, "rows": rows}


def _lines(head: StatementHead, lines: Sequence[StatementLine], pen: _Pen) -> Content:
    def group(line: StatementLine) -> tuple[bool, str, int, str]:
        return line.is_correction, line.rule_id, line.level, line.rule_name

    groups: list[Content] = []
    shown = lines if head.line_count <= LINES_ON_PAPER else ()
    for (is_correction, _rule_id, level, name), members in groupby(shown, group):
        inside = list(members)
        groups.append(
            {
                "name": rule_in_words(name, level, is_correction=is_correction),
                "amount": pen.sum(sum(line.amount_minor for line in inside)),
                "lines": [_line(head, line, pen) for line in inside],
            }
        )
    header = [
        _("Order"), _("Paid on"), _("From whom"), _("Vests"), _("Rate"), _("Base"), _("Amount"),
    ]  # fmt: skip
    note = ""
    if groups:
        note = _("One line for each order and level. The reason for every line is in your office.")
    elif lines:
        note = _("You have so many lines that your office hands them out as a table.")
    return {"title": _("Every line"), "note": note, "header": header, "groups": groups}


def _line(head: StatementHead, line: StatementLine, pen: _Pen) -> Content:
    return {
        "order": line.title,
        "paid_on": day_in_figures(line.paid_on),
        "from": origin_in_words(line, head.member_id),
        "note": correction_in_words(line),
        "vests": vests_in_words(is_vested=line.is_vested, vests_on=line.vests_on),
        "rate": pen.rate(line.rate_bp),
        "base": pen.sum(line.base_minor),
        "amount": pen.sum(line.amount_minor),
    }


def _closing(head: StatementHead) -> list[str]:
    plan = {"plan": head.plan_label, "sha": head.plan_sha256[:12], "source": head.plan_source}
    rates = rates_in_words(head.rates, head.currency)
    return [
        _("Calculated by plan %(plan)s [%(sha)s], agreed in: %(source)s.") % plan,
        *([rates] if rates else []),
        _(
            "This statement is no invoice: what has vested is put onto a Gutschrift, which is paid."
            " Do you see something differently? Ask about any line in your office, at any time."
        ),
    ]
