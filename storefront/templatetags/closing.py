"""How the closing writes totals of two runs and the changes between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.public import CalculationView, Change, RunComparison, RunSummary
from core.money import format_money
from core.points import format_points
from storefront.calculation_words import CALCULATION_PARTS
from storefront.templatetags.vinea import month

register = template.Library()


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of two runs, written out; "–" where there is no run before."""

    label: str
    before: str
    now: str
    change: str


@register.filter
def totals(comparison: RunComparison) -> Iterator[Total]:
    """Yield the totals of a run beside those of the run it is compared with."""
    currency = comparison.run.currency

    def money(minor: int) -> str:
        return format_money(minor, currency, _language())

    yield _total(_("Earned"), comparison, lambda run: run.earned_minor, money)
    yield _total(_("Net sales"), comparison, lambda run: run.net_minor, money)
    yield _total(_("Volume"), comparison, lambda run: run.pv_minor, _points)
    yield _total(_("Orders"), comparison, lambda run: run.volume_count, number_format)
    yield _total(_("Members"), comparison, lambda run: run.member_count, number_format)
    yield _total(_("Left with the company"), comparison, lambda run: run.kept_minor, money)


@register.simple_tag
def change(amount: Change, currency: str) -> str:
    """Write by how much more or less is paid, always with its sign."""
    minor = amount.difference_minor
    return _signed(minor, format_money(abs(minor), currency, _language()))


@register.simple_tag
def calculation_part(found: CalculationView) -> str:
    """Write what a calculation is doing now."""
    if found.state == "waiting":
        return _("Waiting for a worker")
    if found.part == "rule":
        return _("Rule “%(rule)s”") % {"rule": found.about}
    if found.part == "period":
        return _("Settling %(period)s again") % {"period": month(found.about)}
    return str(CALCULATION_PARTS.get(found.part, _("Beginning")))


@register.simple_tag
def calculation_count(found: CalculationView) -> str:
    """Write how many lines there are so far, and how many there may be."""
    if not found.done:
        return ""
    facts = {"done": grouped(found.done), "total": grouped(found.total)}
    if found.total > found.done:
        return _("%(done)s of about %(total)s lines") % facts
    return _("%(done)s lines") % facts


@register.filter
def grouped(number: int) -> str:
    """Write a count as readers of the page's language do, in groups of three digits."""
    return number_format(number, force_grouping=True)


@register.filter
def lasting(seconds: int) -> str:
    """Write how long something took."""
    if seconds < 1:
        return _("less than a second")
    minutes, rest = divmod(seconds, 60)
    short = _("%(seconds)s s") % {"seconds": rest}
    return _("%(minutes)s min %(rest)s") % {"minutes": minutes, "rest": short} if minutes else short


@register.filter
def check_words(found: CalculationView) -> str:
    """Write what came out when a run was calculated again."""
    if found.outcome.get("is_same"):
        whole = _("Calculated again: input, result and every line are the same.")
        older = _("Calculated again: every line is the same. The hashes have an older form.")
        return older if found.outcome.get("is_older") else whole
    if found.outcome.get("first_difference") is None:
        return _(
            "Calculated again: every line is the same, but the hashes differ. Its facts were"
            " changed. Tell whoever runs this system."
        )
    text = _("Calculated again: line %(number)s differs. Tell whoever runs this system.")
    return text % {"number": found.outcome["first_difference"]}


def _total(
    label: str,
    comparison: RunComparison,
    figure: Callable[[RunSummary], int],
    write: Callable[[int], str],
) -> Total:
    now, other = figure(comparison.run), comparison.other
    if other is None:
        return Total(label, "–", write(now), "–")
    before = figure(other)
    return Total(label, write(before), write(now), _signed(now - before, write(abs(now - before))))


def _signed(difference: int, size: str) -> str:
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference else ""
    return sign + size


def _points(minor: int) -> str:
    return f"{format_points(minor, _language())}\N{NO-BREAK SPACE}PV"


def _language() -> str:
    return (get_language() or "de")[:2]
