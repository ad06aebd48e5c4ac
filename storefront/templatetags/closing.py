"""How the closing writes totals of two runs and the changes between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.public import Change, RunComparison, RunSummary
from core.money import format_money
from core.points import format_points

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
