"""Refuse ranks and activity that contradict themselves, can never be reached, or change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.requirement import RANK_FACTS

from .effects import there_if_it_has_an_effect
from .own_volumes import names_asked
from .plan_rejected import PlanRejected
from .rank_keys import ACTIVE, RANK, RANK_RULES
from .rank_readers import Measured
from .rank_reading import strength

Values = Mapping[str, Any]
_ABOUT = {"id", "name"}
# How requirements are shaped beside what they ask for.
_SHAPES = {"leg_rule", "legs_serve"}
_ASKED = tuple(name for name in RANK if name not in _ABOUT | _SHAPES)
_ABOVE_OTHERS = ("own_group_volume", "open_volume")
_OF_ACTIVE = ("personal_volume", "own_purchases", "customer_volume", "customers", "formula")


def check_ranks(document: Values) -> None:
    """Check activity, ranks and their rules.

    Raises: PlanRejected.
    """
    _activity_asks_for_something(document["active"])
    ranks = document["rank"]
    if ranks:
        _lowest_asks_for_nothing(ranks[0])
    for lower, higher in pairwise(ranks):
        _rises(lower, higher)
    for place, rank in enumerate(ranks):
        _legs_can_be_reached(ranks, place)
        _shapes_have_an_effect(rank)
        _asks_of_active(document, rank)
    _rules_have_an_effect(document)


def _activity_asks_for_something(active: Values) -> None:
    if not active:
        return
    asked = [name for name in _OF_ACTIVE if name in active]
    if not asked:
        reason = _("It asks for nothing, so everybody is active.")
        raise PlanRejected("active", reason, _write(ACTIVE["personal_volume"].write))
    if ("needs" in active) != (len(asked) > 1):
        reason = (
            _("It has no effect: there is one condition.")
            if "needs" in active
            else _("It is missing: do all conditions have to hold, or is any one enough?")
        )
        raise PlanRejected("active.needs", reason, _write(ACTIVE["needs"].write))
    suspended, terminated = active.get("suspend_after"), active.get("terminate_after")
    if suspended and terminated and terminated <= suspended:
        reason = _("It is not later than the suspension, which has no effect then.")
        raise PlanRejected("active.terminate_after", reason, _("Write more periods."))


def _lowest_asks_for_nothing(rank: Values) -> None:
    where = f"rank[{rank['id']}]"
    if rank.get("group_volume", Measured(0)).minor:
        reason = _("The lowest rank leaves a gap below it.")
        raise PlanRejected(f"{where}.group_volume", reason, _write('group_volume = "0 PV"'))
    name = next((name for name in rank if name in _ASKED and name != "group_volume"), None)
    if name is not None:
        reason = _("The lowest rank is everybody's, so it can ask for nothing.")
        raise PlanRejected(f"{where}.{name}", reason, _("Leave the key out."))


def _rises(lower: Values, higher: Values) -> None:
    """Insist that a higher rank asks for no less of anything, and for more of something."""
    where, is_more = f"rank[{higher['id']}]", False
    for name in _ASKED:
        less, more = _amount(lower, name), _amount(higher, name)
        if less is None and more is None:
            continue
        if _measure(lower, name) not in (None, _measure(higher, name)) and more is not None:
            reason = _("It is in other points than in rank “%(id)s”.") % {"id": lower["id"]}
            raise PlanRejected(f"{where}.{name}", reason, _("Write the same unit in all ranks."))
        if (less or 0) > (more or 0):
            raise _too_low(where, name, lower, is_less=name != "group_volume")
        is_more = is_more or (more or 0) > (less or 0)
    if not is_more and not _differs_otherwise(lower, higher):
        name = next((each for each in _ASKED if each in higher), "group_volume")
        raise _too_low(where, name, lower, is_less=False)


def _too_low(where: str, name: str, lower: Values, *, is_less: bool) -> PlanRejected:
    less = _("It is less than rank “%(id)s” needs.")
    reason = less if is_less else _("It is not more than rank “%(id)s” needs.")
    remedy = _("Write the ranks lowest first.")
    return PlanRejected(f"{where}.{name}", reason % {"id": lower["id"]}, remedy)


def _amount(rank: Values, name: str) -> int | None:
    """Return how much a rank asks of something that has an order, None where it asks nothing."""
    value = rank.get(name)
    if isinstance(value, Measured):
        return value.minor
    if name == "customers" and value:
        count: int = value["count"]
        return count
    if name == "active" and value:
        return 1
    return value if isinstance(value, int) else None


def _measure(rank: Values, name: str) -> str | None:
    value = rank.get(name)
    return value.measure if isinstance(value, Measured) and value.minor else None


def _differs_otherwise(lower: Values, higher: Values) -> bool:
    names = ("legs", "legs_serve", "leg_rule", "formula", "customers")
    return any(lower.get(name) != higher.get(name) for name in names)


def _legs_can_be_reached(ranks: Sequence[Values], place: int) -> None:
    ids, rank = [each["id"] for each in ranks], ranks[place]
    where = f"rank[{rank['id']}].legs"
    lines = rank.get("legs", ())
    for line in lines:
        _leg_rank_is_lower(line, ids, place, where)
    if ("legs_serve" in rank) != (len(lines) > 1):
        key = f"rank[{rank['id']}].legs_serve"
        if "legs_serve" in rank:
            reason = _("It has no effect: there is one line of legs, or none.")
            raise PlanRejected(key, reason, _("Leave the key out."))
        reason = _("It is missing: may one leg serve several lines?")
        raise PlanRejected(key, reason, _write(RANK["legs_serve"].write))
    if rank.get("legs_serve") == "one":
        _lines_follow_from_each_other(lines, ids, where)


def _leg_rank_is_lower(line: Values, ids: Sequence[str], place: int, where: str) -> None:
    if "rank" not in line:
        return
    if line["rank"] not in ids:
        no_rank = _("There is no such rank: “%(rank)s”.") % {"rank": line["rank"]}
        raise PlanRejected(where, no_rank, _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ids)})
    if ids.index(line["rank"]) >= place:
        reason = _("Nobody could be the first: the legs need “%(rank)s” already.")
        raise PlanRejected(where, reason % {"rank": line["rank"]}, _("Name a lower rank."))


def _lines_follow_from_each_other(lines: Sequence[Values], ids: Sequence[str], where: str) -> None:
    shapes = {
        (line.get("where"), line.get("multiple_in_leg"), line["volume"].measure)
        if "volume" in line
        else (line.get("where"), line.get("multiple_in_leg"), None)
        for line in lines
    }
    strongest_first = sorted((strength(line, ids) for line in lines), reverse=True)
    follows = all(
        weak[0] <= strong[0] and weak[1] <= strong[1] for strong, weak in pairwise(strongest_first)
    )
    if len(shapes) > 1 or not follows:
        reason = _("It is not clear which leg serves which line: none follows from the other.")
        remedy = _("Write lines that ask more and more of the same, or: legs_serve = “all”")
        raise PlanRejected(where, reason, remedy)


def _shapes_have_an_effect(rank: Values) -> None:
    if "leg_rule" in rank and not rank.get("group_volume", Measured(0)).minor:
        reason = _("It has no effect: the rank asks for no group volume.")
        raise PlanRejected(f"rank[{rank['id']}].leg_rule", reason, _("Leave the key out."))
    own = rank.get("own_group_volume")
    if own is not None and own != Measured(own.minor):
        reason = _("The own group is counted in PV.")
        raise PlanRejected(
            f"rank[{rank['id']}].own_group_volume", reason, _write(RANK["own_group_volume"].write)
        )


def _asks_of_active(document: Values, rank: Values) -> None:
    for name in ("active", "active_directs", "pushed_up_volume"):
        if name in rank and not document["active"]:
            reason = _("It has no effect: without [active], every member is active.")
            raise PlanRejected(f"rank[{rank['id']}].{name}", reason, _("Leave the key out."))


def _rules_have_an_effect(document: Values) -> None:
    rules = document.get("rank_rules")
    if rules is None:
        return
    ids = [rank["id"] for rank in document["rank"]]
    _there_exactly_if(rules, "downline_rank", _look_down(document))
    _there_exactly_if(rules, "own_group_stops_at", _asks_own_group(document))
    stops_at = rules.get("own_group_stops_at", ids[0] if ids else "")
    if ids and stops_at not in ids:
        remedy = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ids)}
        raise PlanRejected("rank_rules.own_group_stops_at", _("There is no such rank."), remedy)
    for name, has_effect in (
        ("requalify", "hold" in rules and rules["demotion"] != "never"),
        ("title_lasts", rules["title"] == "highest_paid" and rules["demotion"] != "never"),
    ):
        if name in rules and not has_effect:
            reason = _("It has no effect with the other rules for ranks.")
            raise PlanRejected(f"rank_rules.{name}", reason, _("Leave the key out."))


def _there_exactly_if(rules: Values, name: str, has_effect: bool) -> None:
    path = f"rank_rules.{name}"
    there_if_it_has_an_effect(path, RANK_RULES, is_there=name in rules, has_effect=has_effect)


def _look_down(document: Values) -> bool:
    tables = [*document["rank"], *document["rule"]]
    named = any(names_asked(document, table) & RANK_FACTS for table in tables)
    asked = any(_looks_down(rank) for rank in document["rank"])
    return named or asked or _stages_by_own_group(document)


def _looks_down(rank: Values) -> bool:
    by_rank = any("rank" in line for line in rank.get("legs", ()))
    return by_rank or any(name in rank for name in _ABOVE_OTHERS)


def _asks_own_group(document: Values) -> bool:
    tables = [*document["rank"], *document["rule"]]
    named = any("own_group" in names_asked(document, table) for table in tables)
    asked = any("own_group_volume" in rank for rank in document["rank"])
    return named or asked or _stages_by_own_group(document)


def _stages_by_own_group(document: Values) -> bool:
    return any(rule.get("stage_by") == "own_group_volume" for rule in document["rule"])


def _write(example: str) -> object:
    return _("Write: %(example)s") % {"example": example}
