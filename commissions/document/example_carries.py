"""Numbers that periods hand on, in examples: promised by name, and carried to the next period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Carry, Picture
from commissions.engine.plan import Plan
from core.errors import Invalid
from core.money import format_money, parse_money
from core.points import format_points, parse_points

from .plan_rejected import PlanRejected
from .readers import Unreadable, table

# What the plan itself hands on stands under this name, as rules stand under theirs.
PLAN = "plan"
_POINTS = "PV"
_NAME = re.compile(r"[a-z][a-z0-9_.:]{0,79}")

# Rule ("" for the plan's own), name, and the period it came up in, "" for all together; then the
# number with the unit it was written in.
Promised = Mapping[tuple[str, str, str], tuple[int, str]]


def read_carries(plan: Plan, value: object) -> Promised:
    """Read { pairs = { left = "200 PV" } } for one member: by rule, then by the number's name.

    A number is points, money or a count; a table gives it apart for each period it came up in.
    Raises: Unreadable — with what can be written instead.
    """
    found: dict[tuple[str, str, str], tuple[int, str]] = {}
    known = {PLAN: "", **{rule.id: rule.id for rule in plan.rules}}
    for rule, numbers in table(value).items():
        if rule not in known:
            reason = _("There is no rule “%(rule)s”. Here can be: %(rules)s.")
            raise Unreadable(reason % {"rule": rule, "rules": ", ".join(known)})
        for name, number in table(numbers).items():
            if not _NAME.fullmatch(name):
                raise Unreadable(_("“%(name)s” is no name of a number.") % {"name": name})
            lots = number if isinstance(number, dict) else {"": number}
            for since, amount in lots.items():
                found[known[rule], name, since] = _amount(plan, amount)
    return found


def _amount(plan: Plan, value: object) -> tuple[int, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return value, ""
    try:
        if isinstance(value, str) and value.endswith(_POINTS):
            return parse_points(value), _POINTS
        if isinstance(value, str) and value.endswith(plan.currency):
            return parse_money(value).minor, plan.currency
    except Invalid as refusal:
        raise Unreadable(refusal) from None
    reason = _("It must be points, money or a count, like “200 PV”, “5.00 %(currency)s” or 3.")
    raise Unreadable(reason % {"currency": plan.currency})


def other_carries(
    promised: Promised, member_id: int, carried: Iterable[Carry]
) -> Iterator[tuple[str, str, str]]:
    """Yield each promised number that differs: its name, what is carried, what is promised."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for carry in carried:
        if carry.member_id == member_id:
            for since in {"", carry.since}:
                sums[carry.rule_id, carry.name, since] += carry.amount
    for key, (amount, unit) in promised.items():
        if sums[key] != amount:
            rule, *rest = key
            label = ".".join(part for part in (rule or PLAN, *rest) if part)
            yield label, _shown(sums[key], unit), _shown(amount, unit)


def _shown(amount: int, unit: str) -> str:
    language = get_language() or "en"
    if not unit:
        return str(amount)
    if unit == _POINTS:
        return f"{format_points(amount, language)} PV"
    return format_money(amount, unit, language)


def carried_on(
    carried: Iterable[Carry], numbers: Mapping[str, int], picture: Picture, later: Mapping[str, int]
) -> Picture:
    """Hand numbers on to the next period's picture, whose members have other numbers.

    Raises: PlanRejected — somebody with a number handed on is missing there.
    """
    names = {number: name for name, number in numbers.items()}
    handed = []
    for carry in carried:
        name = names[carry.member_id]
        if name not in later:
            reason = _("“%(name)s” is missing in the period that it hands something on to.")
            remedy = _("Write the whole tree.")
            raise PlanRejected("example.period", reason % {"name": name}, remedy)
        handed.append(carry._replace(member_id=later[name]))
    return replace(picture, carried=tuple(handed))
