"""The words of statements, for pages and papers alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.engine.exchange import ExchangeRate
from commissions.engine.facts import CUSTOMER
from commissions.engine.positions import ROUNDED
from commissions.statements.facts import DATED, VESTED, DuePart, StatementLine
from commissions.wording.exchange_words import published_in_words, worth_in_words
from core.periods import Period

STATES: Mapping[str, str | Promise] = {
    "pending": gettext_lazy("Pending"),
    "vested": gettext_lazy("Vested"),
    "reserve": gettext_lazy("Reserve"),
    "payable": gettext_lazy("Payable"),
    "receivable": gettext_lazy("To be balanced"),
}
MOVES: Mapping[str, str | Promise] = {
    "earned": gettext_lazy("Earned"),
    "corrected": gettext_lazy("Corrected before it vested"),
    "taken_back": gettext_lazy("Taken back after a return"),
    "vested": gettext_lazy("Vested"),
    "kept": gettext_lazy("Kept as cancellation reserve"),
    "released": gettext_lazy("Released from the reserve"),
    "credited": gettext_lazy("Put onto Gutschriften"),
    "uncredited": gettext_lazy("Taken off a Gutschrift"),
    "taxed": gettext_lazy("VAT added"),
    "untaxed": gettext_lazy("VAT taken off"),
    "set_off": gettext_lazy("Set off"),
    "paid": gettext_lazy("Paid out"),
    "returned": gettext_lazy("Came back from the bank"),
    "repaid": gettext_lazy("Repaid by you"),
    "other": gettext_lazy("Other bookings"),
}


# Statements name no more rates than these one by one.
FEW_RATES = 6

PAPERS: Mapping[str, str | Promise] = {
    "credit_note": gettext_lazy("Gutschrift"),
    "credit_note_correction": gettext_lazy("Correction of a Gutschrift"),
    "paid": gettext_lazy("Paid out"),
    "returned": gettext_lazy("Came back from the bank"),
    "repaid": gettext_lazy("Repaid by you"),
}


def day_in_words(day: date) -> str:
    """Write a day for reading: "31. März 2026"."""
    return formats.date_format(day, "j. F Y" if _is_german() else "j F Y")


def day_in_figures(day: date | None) -> str:
    """Write a day for tables: "31.03.2026"."""
    return formats.date_format(day, "d.m.Y" if _is_german() else "j M Y") if day else ""


def period_in_words(period_key: str, starts_on: date) -> str:
    """Write a month with its name, a week by its key."""
    return period_key if "W" in period_key else formats.date_format(starts_on, "F Y")


def part_in_words(part: DuePart) -> tuple[str, str]:
    """Return what a part of the earnings is, and what it waits for."""
    if part.state == VESTED:
        return _("Vested"), _("delivered, and the withdrawal period is over")
    if part.state == DATED and part.vests_on:
        said = _vesting_days(part.vests_on, part.last_vests_on or part.vests_on)
        return said, _("delivered; until then the buyer may withdraw")
    return _("Not delivered yet"), _("vests when the withdrawal period after the delivery is over")


def _vesting_days(first: date, last: date) -> str:
    """Write from when to when something vests; the month stands once where it is the same."""
    if first == last:
        return _("Vests on %(day)s") % {"day": day_in_words(first)}
    if (first.year, first.month) == (last.year, last.month):
        began = formats.date_format(first, "j." if _is_german() else "j")
    else:
        began = day_in_words(first)
    return _("Vests from %(first)s to %(last)s") % {"first": began, "last": day_in_words(last)}


def due_in_words(part: DuePart) -> str:
    """Return by when a part is paid."""
    if part.due_on is None:
        return _("after delivery")
    return _("by %(day)s") % {"day": day_in_words(part.due_on)}


def vests_in_words(*, is_vested: bool, vests_on: date | None) -> str:
    """Return in a few letters when a line vests."""
    if is_vested:
        return _("vested")
    return day_in_figures(vests_on) or _("open")


def correction_in_words(line: StatementLine) -> str:
    """Say which line a correction changes and why; nothing for other lines."""
    if line.corrects_run_id is None:
        return ""
    facts = {
        "line": line.corrects_line_no or "–",
        "period": period_in_words(
            line.corrects_period or "", Period(line.corrects_period or "").starts_on
        ),
        "day": day_in_figures(line.reversed_on),
    }
    if line.reversed_on is None:
        return _("corrects line %(line)s of %(period)s") % facts
    return _("corrects line %(line)s of %(period)s: taken back on %(day)s") % facts


def origin_in_words(line: StatementLine, reader_id: int) -> str:
    """Say whose order a line comes from, with no more of a name than the reader may see."""
    if line.from_member_id == reader_id:
        if line.kind != CUSTOMER:
            return _("own order")
        return _("customer %(initials)s") % {"initials": line.customer or "–"}
    who = f"{line.from_member_id} {line.from_name}".strip()
    return _("customer of %(who)s") % {"who": who} if line.kind == CUSTOMER else who


def rates_in_words(rates: Sequence[ExchangeRate], into: str) -> str:
    """Say at which rates orders in other currencies counted; "" where there are none."""
    if not rates:
        return ""
    language = translation.get_language() or "de"
    if rates[0].published is not None:
        return _published_rates(rates, into, language)
    each = (
        _("1 %(currency)s = %(rate)s from %(day)s")
        % {
            "currency": rate.currency,
            "rate": worth_in_words(rate, into, language),
            "day": day_in_words(rate.since),
        }
        for rate in rates
    )
    text = _("Orders in other currencies count at the plan's rates: %(rates)s.")
    return text % {"rates": "; ".join(each)}


def _published_rates(rates: Sequence[ExchangeRate], into: str, language: str) -> str:
    """Name published rates one by one where they are few, else whose they are and for which days.

    Of each line its page tells the rate.
    """
    if len(rates) > FEW_RATES:
        published = rates[0].published
        facts = {
            "source": published.source if published else "",
            "currencies": ", ".join(sorted({rate.currency for rate in rates})),
            "first": day_in_words(min(rate.since for rate in rates)),
            "last": day_in_words(max(rate.since for rate in rates)),
        }
        text = _(
            "Orders in %(currencies)s count at the rates of %(source)s, from %(first)s to %(last)s."
        )
        return text % facts
    named = "; ".join(published_in_words(rate, into, language) for rate in rates)
    return _("Orders in other currencies count at published rates: %(rates)s.") % {"rates": named}


def rule_in_words(name: str, level: int, *, is_correction: bool) -> str:
    """Return a rule with its level, if its lines have levels; corrections say so."""
    said = name
    if level == ROUNDED:
        said = _("%(rule)s, rounding") % {"rule": name}
    elif level:
        said = _("%(rule)s, level %(level)s") % {"rule": name, "level": level}
    return _("Correction: %(rule)s") % {"rule": said} if is_correction else said


def _is_german() -> bool:
    return (translation.get_language() or "de").startswith("de")
