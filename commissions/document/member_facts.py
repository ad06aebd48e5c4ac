"""What formulas may name of a member, where it is asked whether it is active or has a rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.engine.requirement import ACTIVITY_FACTS, RANK_FACTS
from commissions.formulas.units import Fact, Facts, Unit

_MEANINGS: Mapping[str, tuple[Unit, Promise]] = {
    "pv": (Unit.POINTS, _("personal volume")),
    "qv": (Unit.POINTS, _("personal qualifying volume")),
    "own_pv": (Unit.POINTS, _("own purchases")),
    "customer_pv": (Unit.POINTS, _("customers' volume")),
    "gv": (Unit.POINTS, _("group volume")),
    "gqv": (Unit.POINTS, _("qualifying volume of the group")),
    "cumulative_gv": (Unit.POINTS, _("group volume of all periods so far")),
    "strongest_leg": (Unit.POINTS, _("volume of the strongest leg")),
    "customers": (Unit.COUNT, _("buying customers")),
    "directs": (Unit.COUNT, _("sponsored members")),
    "active_directs": (Unit.COUNT, _("active sponsored members")),
    "is_active": (Unit.YES_NO, _("being active")),
    "own_group": (Unit.POINTS, _("own group volume")),
    "best_below": (Unit.RANK, _("highest rank below")),
}
FACTS: Facts = {name: Fact(unit, meaning) for name, (unit, meaning) in _MEANINGS.items()}


def in_active_language(names: Mapping[str, str]) -> str:
    """Return a name of a plan, to be read in the language of whoever is told."""

    def said() -> str:
        return names[(get_language() or "en")[:2]]

    return lazy(said, str)()


def activity_facts() -> Facts:
    """Return what is known before anybody is active."""
    late = ACTIVITY_FACTS | RANK_FACTS
    return {name: fact for name, fact in FACTS.items() if name not in late}


def rank_facts(ranks: Sequence[Mapping[str, Any]]) -> Facts:
    """Return what is known while ranks are worked out, and the ranks by their ids.

    The lowest rank is 1: below nobody, there is no rank.
    """
    steps = {
        rank["id"]: Fact(Unit.RANK, in_active_language(rank["name"]), place, place)
        for place, rank in enumerate(ranks, start=1)
    }
    return {**steps, **FACTS}
