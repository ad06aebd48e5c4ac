"""Published exchange rates in examples: a line for each day and pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from commissions.engine.daily_rates import (
    ONE,
    Quote,
    daily_terms,
    freeze_rates,
    paid_abroad,
    wanted_rates,
)
from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from core.money import EXPONENTS

from .plan_rejected import PlanRejected

FORM = "2026-01-15 1 EUR = 0.9345 CHF"
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) 1 ([A-Z]{3}) = (\d{1,9})(?:\.(\d{1,6}))? ([A-Z]{3})")
_DECIMALS = 6


def read_example_rates(plan: Plan, text: str | None, where: str) -> tuple[Quote, ...]:
    """Read the rates that an example goes by.

    Raises: PlanRejected — a line that cannot be read; rates where the plan uses none.
    """
    if text is None:
        return ()
    if daily_terms(plan) is None:
        reason = _("It has no effect: nothing in this plan uses it.")
        raise PlanRejected(where, reason, _("Leave the key out."))
    return tuple(_quotes(text, where))


def _quotes(text: str, where: str) -> Iterator[Quote]:
    known = set()
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        quote = _quote(line.strip())
        if quote is None:
            reason = _("“%(given)s” is no exchange rate.") % {"given": line.strip()[:80]}
            raise _rejected(where, place, reason)
        if (quote.day, quote.currency) in known:
            raise _rejected(where, place, _("“%(name)s” is there twice.") % {"name": line.strip()})
        known.add((quote.day, quote.currency))
        yield quote


def _quote(line: str) -> Quote | None:
    match = _LINE.fullmatch(line)
    if match is None or match[2] == match[5] or {match[2], match[5]} - set(EXPONENTS):
        return None
    worth = int(match[3]) * ONE + int((match[4] or "").ljust(_DECIMALS, "0"))
    try:
        return Quote(match[2], match[5], date.fromisoformat(match[1]), worth) if worth else None
    except ValueError:
        return None


def at_example_rates(plan: Plan, picture: Picture, quotes: Iterable[Quote], where: str) -> Plan:
    """Give a plan the rates that a drawn period needs.

    Raises: PlanRejected — one is missing.
    """
    terms = daily_terms(plan)
    if terms is None:
        return plan
    wanted = wanted_rates(plan, paid_abroad(picture.volumes))
    found = freeze_rates(plan, wanted, quotes, terms.holds_on_days)
    if found.missing:
        first = found.missing[0]
        reason = _("There is no rate of %(currency)s for %(day)s.") % first._asdict()
        raise PlanRejected(where, reason, _("Write lines like: %(form)s") % {"form": FORM})
    return found.plan


def _rejected(where: str, place: int, reason: object) -> PlanRejected:
    key = _("%(where)s, line %(line)s") % {"where": where, "line": place}
    return PlanRejected(key, reason, _("Write lines like: %(form)s") % {"form": FORM})
