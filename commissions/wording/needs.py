"""What a rank requires, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commissions.engine.plan import Plan
from commissions.engine.requirement import (
    DIRECT,
    ActiveDirects,
    ByFormula,
    Customers,
    IsActive,
    Legs,
    LegVolume,
    OpenVolume,
    OwnGroup,
    Points,
    Requirement,
)
from core.points import format_points
from core.rates import format_rate

from .names import rank_name

_VOLUMES: Mapping[str, Promise] = {
    "personal_volume": gettext_lazy("Own volume"),
    "own_purchases": gettext_lazy("Own purchases"),
    "customer_volume": gettext_lazy("Volume of your customers"),
    "group_volume": gettext_lazy("Group volume"),
    "pushed_up_volume": gettext_lazy("Own volume with that of inactive partners below you"),
    "cumulative_volume": gettext_lazy("Group volume of all periods so far"),
}


def need_words(plan: Plan, asked: Requirement) -> str:
    """Say what a requirement counts, in the active language."""
    if isinstance(asked, Points):
        return str(_VOLUMES[asked.volume])
    if isinstance(asked, LegVolume):
        share = format_rate(asked.rule.share_bp, _language())
        return _("Group volume, a single leg limited to %(share)s") % {"share": share}
    if isinstance(asked, OwnGroup):
        stops = plan.rank_rules.own_group_stops_at
        return _("Volume of your own group, up to whoever is %(rank)s") % {
            "rank": _rank(plan, stops or 0)
        }
    if isinstance(asked, OpenVolume):
        text = _("Group volume without legs that hold a %(rank)s")
        return text % {"rank": _rank(plan, asked.step)}
    return _of_people(plan, asked)


def measure_of(asked: Requirement) -> str:
    """Return in which points it is counted."""
    return str(getattr(asked, "measure", "pv")).upper()


def _of_people(plan: Plan, asked: Requirement) -> str:
    if isinstance(asked, Legs):
        return _legs(plan, asked)
    if isinstance(asked, Customers) and asked.least_minor:
        return _("Customers who bought at least %(points)s") % {
            "points": _points(asked.least_minor, asked)
        }
    if isinstance(asked, Customers):
        return _("Customers who bought something")
    if isinstance(asked, ActiveDirects):
        return _("Active partners whom you sponsor")
    if isinstance(asked, IsActive):
        return _("Being active yourself")
    text = asked.condition.text if isinstance(asked, ByFormula) else asked.key
    return _("Condition of the plan: %(text)s") % {"text": text}


def _legs(plan: Plan, asked: Legs) -> str:
    facts = {"points": _points(asked.least_minor or 0, asked)}
    if asked.step is None:
        return _("Legs of at least %(points)s") % facts
    facts["rank"] = _rank(plan, asked.step)
    if asked.where == DIRECT:
        text = _("Direct partners from the rank %(rank)s on")
    else:
        text = _("Legs with somebody from the rank %(rank)s on")
    if asked.least_minor:
        text += _(", each of at least %(points)s")
    return text % facts


def _points(minor: int, asked: Requirement) -> str:
    return f"{format_points(minor, _language())}\N{NO-BREAK SPACE}{measure_of(asked)}"


def _rank(plan: Plan, step: int) -> str:
    return rank_name(plan, plan.ranks[step].id)


def _language() -> str:
    return (get_language() or "de")[:2]
