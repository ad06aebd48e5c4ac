"""Make activity, ranks and their rules of what a document says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.leg_rules import LegRule
from commissions.engine.people import PV
from commissions.engine.plan import EARNED, HIGHEST_PAID, TO_EARNED, Activity, Rank, RankRules
from commissions.engine.requirement import (
    ANYWHERE,
    ONCE,
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
from commissions.formulas.formula import Formula
from commissions.formulas.units import Facts, Unit

from .formula_key import formula_at
from .member_facts import activity_facts, rank_facts
from .own_volumes import own_volumes
from .plan_rejected import PlanRejected
from .rank_readers import Hold, Measured

Values = Mapping[str, Any]
_VOLUMES = (
    "personal_volume",
    "own_purchases",
    "customer_volume",
    "cumulative_volume",
    "pushed_up_volume",
)


def activity_of(document: Values) -> tuple[int, Activity]:
    """Return the personal volume that makes active, 0 where it is not that alone, and the rest."""
    values = document["active"]
    least, any_enough = values.get("personal_volume"), values.get("needs") == "any"
    is_plain = least is not None and least.measure == PV and not any_enough
    asked = {name: value for name, value in values.items() if name != "personal_volume"}
    requirements = tuple(
        _of_members(asked if is_plain else values, "active", activity_facts(), document)
    )
    return (least.minor if is_plain else 0), Activity(
        requirements=requirements,
        is_any_enough=any_enough,
        grace_periods=values.get("grace", 0),
        suspend_after=values.get("suspend_after"),
        terminate_after=values.get("terminate_after"),
    )


def activity_needs_volume(document: Values) -> bool:
    """Tell whether nobody is ever active without personal volume in points of the period."""
    least_minor, terms = activity_of(document)
    return least_minor > 0 and not terms.grace_periods


def rank_of(document: Values, place: int) -> Rank:
    """Return one rank of the document, the lowest at place 0."""
    values = document["rank"][place]
    group: Measured = values.get("group_volume", Measured(0))
    personal: Measured = values.get("personal_volume", Measured(0))
    plain_group = group.measure == PV and "leg_rule" not in values
    plain_personal = personal.measure == PV
    return Rank(
        id=values["id"],
        names=values["name"],
        group_volume_minor=group.minor if plain_group else 0,
        personal_volume_minor=personal.minor if plain_personal else 0,
        more=tuple(_more(document, place, plain_group, plain_personal)),
    )


def rank_rules_of(document: Values) -> RankRules:
    """Return how ranks last and fall; in a plan without ranks there is nothing to say."""
    values = document.get("rank_rules", {})
    hold: Hold = values.get("hold", Hold(1, 1))
    stops_at = values.get("own_group_stops_at")
    return RankRules(
        grace_periods=values.get("grace", 0),
        demotion=values.get("demotion", TO_EARNED),
        hold_periods=hold.periods,
        hold_of=hold.of,
        requalify_periods=values.get("requalify", 0),
        title=values.get("title", HIGHEST_PAID),
        title_lasts=values.get("title_lasts"),
        downline_rank=values.get("downline_rank", EARNED),
        own_group_stops_at=None if stops_at is None else _ids(document).index(stops_at),
    )


def _ids(document: Values) -> Sequence[str]:
    return [rank["id"] for rank in document["rank"]]


def _more(
    document: Values, place: int, plain_group: bool, plain_personal: bool
) -> Iterator[Requirement]:
    """Yield what a rank requires besides its plain volumes."""
    values = document["rank"][place]
    if "active" in values:
        yield IsActive("active", 1)
    if not plain_group:
        yield _group(values["group_volume"], values.get("leg_rule"))
    asked = {k: v for k, v in values.items() if not (k == "personal_volume" and plain_personal)}
    where = f"rank[{values['id']}]"
    yield from _of_members(asked, where, rank_facts(document["rank"]), document)
    if "own_group_volume" in values:
        yield OwnGroup("own_group_volume", values["own_group_volume"].minor)
    if "open_volume" in values:
        minor, measure = values["open_volume"]
        yield OpenVolume("open_volume", minor, place, measure)
    yield from _legs(values, _ids(document))
    if "active_directs" in values:
        yield ActiveDirects("active_directs", values["active_directs"])


def _group(volume: Measured, rule: LegRule | None) -> Requirement:
    if rule is None:
        return Points("group_volume", volume.minor, "group_volume", volume.measure)
    return LegVolume("group_volume", volume.minor, rule, volume.measure)


def _of_members(
    values: Values, where: str, facts: Facts, document: Values
) -> Iterator[Requirement]:
    for name in _VOLUMES:
        if name in values:
            yield Points(name, values[name].minor, name, values[name].measure)
    if "customers" in values:
        least: Measured = values["customers"].get("from", Measured(0))
        yield Customers("customers", values["customers"]["count"], least.minor, least.measure)
    if "formula" in values:
        key = f"{where}.formula"
        for condition in _condition(values["formula"], facts, document, key).conditions:
            yield ByFormula("formula", 1, condition)


def _condition(text: str, facts: Facts, document: Values, key: str) -> Formula:
    """Read a condition that more of anything can never cost.

    Raises: PlanRejected.
    """
    currency = document["currency"]
    formula = formula_at(key, text, facts, Unit.YES_NO, currency, own_volumes(document))
    falls_with = sorted(formula.may_fall_with)
    if falls_with:
        reason = _("More of “%(fact)s” could end it, so somebody would do better with less.")
        remedy = _("Ask for at least so much, never for less than something.")
        raise PlanRejected(key, reason % {"fact": falls_with[0]}, remedy)
    return formula


def _legs(values: Values, ids: Sequence[str]) -> Iterator[Requirement]:
    """Yield the lines of legs; where a leg serves only one, each line counts the stronger ones too.

    Lines that follow from each other are served by different legs exactly if, from the strongest
    line on, there are as many fitting legs as all lines so far ask for.
    """
    lines = values.get("legs", ())
    if values.get("legs_serve") == "one":
        so_far, lines = 0, sorted(lines, key=lambda line: strength(line, ids), reverse=True)
        counts = []
        for line in lines:
            so_far += line["count"]
            counts.append(so_far)
    else:
        counts = [line["count"] for line in lines]
    for line, count in zip(lines, counts, strict=True):
        volume: Measured | None = line.get("volume")
        yield Legs(
            key="legs",
            required=count,
            step=ids.index(line["rank"]) if "rank" in line else None,
            where=line.get("where", ANYWHERE),
            multiple=line.get("multiple_in_leg", ONCE),
            least_minor=volume.minor if volume else None,
            measure=volume.measure if volume else PV,
        )


def strength(line: Values, ids: Sequence[str]) -> tuple[int, int]:
    """Return what a line asks of each of its legs: the step, and the volume."""
    step = ids.index(line["rank"]) if "rank" in line else -1
    return step, line["volume"].minor if "volume" in line else -1
