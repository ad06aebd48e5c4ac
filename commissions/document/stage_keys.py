"""Keys of rules with stages: what a stage needs, what it pays, and who may take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import Money
from core.numerals import read_scaled
from core.rates import WHOLE_BP

from . import readers
from .key import Key, Keys
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of, some_of

Values = Mapping[str, Any]
_PER_MILLE = "‰"
WORTH = _("percentage, per mille, or money for each point")

# A share of a base, or money for each commission point (an "Einheit").
Worth = int | Money


@dataclass(frozen=True, slots=True)
class WrittenStage:
    """One stage as it stands in the document: by a volume or by a rank."""

    start_minor: int | None
    rank: str | None
    worth: Worth


def worth(value: object) -> Worth:
    """Read "12.5%", "40‰" or "3.00 EUR": of the base, or for each point of it; from zero."""
    if isinstance(value, str) and value.endswith("EUR"):
        return readers.money_from_zero(value)
    if isinstance(value, str) and value.endswith(_PER_MILLE):
        return _per_mille(value)
    found = readers.rates([value])[0]
    if found > WHOLE_BP:
        raise Unreadable(_("It must be at most 100%."))
    return found


def worth_above_zero(value: object) -> Worth:
    """Read a share or money that is not nothing."""
    found = worth(value)
    if (found.minor if isinstance(found, Money) else found) == 0:
        raise Unreadable(_("It has no effect unless it is above zero. Leave the key out instead."))
    return found


def _per_mille(text: str) -> int:
    found = read_scaled(text[: -len(_PER_MILLE)], 1)
    if found is None or not 0 <= found <= WHOLE_BP:
        raise Unreadable(_("Write a share of a thousand with at most one decimal, like “40‰”."))
    return found


def stages(value: object) -> Sequence[WrittenStage]:
    """Read a list of stages, each with what it needs and its rate."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of stages."))
    return tuple(_stage(item) for item in value)


def _stage(value: object) -> WrittenStage:
    table = value if isinstance(value, dict) else {}
    if set(table) == {"from", "rate"}:
        return WrittenStage(readers.points_from_zero(table["from"]), None, worth(table["rate"]))
    if set(table) == {"rank", "rate"}:
        return WrittenStage(None, readers.identifier(table["rank"]), worth(table["rate"]))
    raise Unreadable(_("Each stage has a rate, and either “from” or “rank”."))


def beginning(value: object) -> str | int:
    """Read how a stage is named: by its rank, or by the volume at which it begins."""
    if isinstance(value, str) and value.endswith("PV"):
        return readers.points_from_zero(value)
    return readers.identifier(value)


def beginnings(rule: Values) -> list[str | int]:
    """Return how the stages of a rule are named, the lowest first."""
    return [each.rank or each.start_minor for each in rule["stages"]]


STAGES: Keys = {
    "stage_by": Key(
        one_of("group_volume", "personal_volume", "rank"),
        'stage_by = "group_volume"',
        _(
            "What decides a member's stage: the volume of its whole group in the period, its "
            "personal volume, or the rank by which it is paid (career)."
        ),
    ),
    "stages": Key(
        stages,
        'stages = [ { from = "0 PV", rate = "3%" }, { from = "500 PV", rate = "9%" } ]',
        _(
            "What each stage pays, the lowest first: from a volume on, or for a rank "
            '({ rank = "partner", rate = "9%" }). A rate is a share of the base in percent (9%) or '
            "per mille (40‰), or money for each commission point (3.00 EUR, a unit or Einheit)."
        ),
        unit=_("list of stages"),
    ),
    "applies": Key(
        one_of("whole"),
        'applies = "whole"',
        _("The rate of the stage reached holds for all volume, not slice by slice."),
    ),
}

TAKERS: Keys = {
    "takers": Key(
        one_of("active", "all"),
        'takers = "active"',
        _("Who may take: active members only, or all who are neither suspended nor have left."),
    ),
    "pass_over": Key(
        some_of("inactive", "barred"),
        'pass_over = ["inactive", "barred"]',
        _(
            "Who is passed over as if not there: inactive members, members who are suspended or "
            "have left. Whoever is not listed uses up what it would have got, and the company "
            "keeps it."
        ),
    ),
}


def check_takers(rule: Values, document: Values) -> None:
    """Refuse words about activity that change nothing."""
    where = f"rule[{rule['id']}]"
    if rule["takers"] == "active" and not document["active"]:
        reason = _("“active” has no effect: without [active], every member is active.")
        raise PlanRejected(f"{where}.takers", reason, _('Add [active] or write: takers = "all"'))
    if rule["takers"] == "all" and "inactive" in rule.get("pass_over", ()):
        reason = _("“inactive” has no effect: inactive members may take as well.")
        raise PlanRejected(f"{where}.pass_over", reason, _("Leave the word out."))


def check_barred(rule: Values) -> None:
    """Refuse a rule by rank that lets barred members use up what they cannot have."""
    if "barred" not in rule["pass_over"]:
        reason = _("Who is suspended or has left holds no rank, so nothing can be used up.")
        remedy = _('Write: pass_over = ["barred"], and what else.')
        raise PlanRejected(f"rule[{rule['id']}].pass_over", reason, remedy)


def check_stages(rule: Values, document: Values) -> None:
    """Refuse stages that leave gaps, do not rise, name unknown ranks, or mix units."""
    if rule["stage_by"] == "rank":
        _there_is_a_stage_for_each_rank(rule, document)
        check_barred(rule)
    else:
        _volumes_rise_from_zero(rule)
    where = f"rule[{rule['id']}].stages"
    rates = [rate_bp(rule, each.worth, document, where) for each in rule["stages"]]
    for place, (lower, higher) in enumerate(pairwise(rates), start=2):
        if higher < lower or (higher == lower and rule["stage_by"] != "rank"):
            reason = _("The rate is not above the one of the stage before.")
            raise PlanRejected(
                f"{where}[{place}].rate", reason, _("Write the stages lowest first.")
            )
    if rates[-1] == 0:
        raise PlanRejected(where, _("No stage pays anything."), _("Write rates above zero."))


def rate_bp(rule: Values, written: Worth, document: Values, where: str) -> int:
    """Return a rate in basis points; money per point is a share of what the point is worth.

    Raises: PlanRejected — the base has no points, or the share is no whole basis point.
    """
    if not isinstance(written, Money):
        return written
    point = document.get("cv_value")
    in_points = rule["base"] == "order.cv"
    if not (in_points and isinstance(point, Money) and written.currency == point.currency):
        reason = _("Money for each point needs the base “order.cv” and the plan's currency.")
        raise PlanRejected(where, reason, _("Write a percentage instead: 9%"))
    found, rest = divmod(written.minor * WHOLE_BP, int(point.minor))
    if rest or found > WHOLE_BP:
        reason = _("It is no share of a point's worth (cv_value) in whole hundredths of a percent.")
        remedy = _("Write a cv_value that one unit earns in all, and of which it is such a share.")
        raise PlanRejected(where, reason, remedy)
    return found


def _volumes_rise_from_zero(rule: Values) -> None:
    where = f"rule[{rule['id']}].stages"
    starts = [each.start_minor for each in rule["stages"]]
    if None in starts:
        reason = _("Stages by volume need “from”, not “rank”.")
        raise PlanRejected(where, reason, _('Write: { from = "0 PV", rate = "3%" }'))
    if starts[0] != 0:
        remedy = _('Write: { from = "0 PV", rate = "0%" }')
        raise PlanRejected(where, _("The lowest stage leaves a gap below it."), remedy)
    for place, (lower, higher) in enumerate(pairwise(starts), start=2):
        if higher <= lower:
            reason = _("It begins where the stage before has begun already.")
            raise PlanRejected(
                f"{where}[{place}].from", reason, _("Write the stages lowest first.")
            )


def _there_is_a_stage_for_each_rank(rule: Values, document: Values) -> None:
    where = f"rule[{rule['id']}].stages"
    ranks = [rank["id"] for rank in document["rank"]]
    if not ranks:
        reason = _("It has no effect: the plan has no ranks.")
        raise PlanRejected(f"rule[{rule['id']}].stage_by", reason, _("Add [[rank]] tables."))
    if [each.rank for each in rule["stages"]] != ranks:
        remedy = _("Give each rank its stage in the order of the ranks: %(ranks)s.")
        reason = _("The stages are not those of the ranks.")
        raise PlanRejected(where, reason, remedy % {"ranks": ", ".join(ranks)})
