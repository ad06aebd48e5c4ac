"""What single values of a binary rule cannot show: keys without effect, gaps, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from commissions.document.by_rank import check_ranks, check_some_effect
from commissions.document.effects import there_if_it_has_an_effect
from commissions.document.key import Keys
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.kinds.kind import Values
from core.money import Money

from .readers import Points

# The keys of each way to pay: those it needs, and those it may have.
FORMS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "weak_side": (
        frozenset({"rates", "ratio", "point_value"}),
        frozenset({"pairs_of", "most_matched"}),
    ),
    "cycles": (frozenset({"cycle", "amounts"}), frozenset({"most_cycles"})),
    "steps": (frozenset({"steps"}), frozenset({"most_matched"})),
}
BY_RANK = ("rates", "amounts", "most_matched", "most_cycles", "cap")
LIMITS = ("most_matched", "most_cycles", "cap")
UNEQUAL = ("weak", "strong")


def check(values: Values, document: Values, keys: Keys) -> None:
    """Refuse what contradicts or has no effect.

    Raises: PlanRejected.
    """
    where = f"rule[{values['id']}]"
    _keys_belong_to_the_form(where, values, keys)
    for name in BY_RANK:
        if name in values:
            check_ranks(f"{where}.{name}", values[name], document)
    _somebody_is_paid(where, values)
    _stronger_gives_more(where, values)
    _steps_rise(where, values)
    _points_are_of_one_kind(where, values)
    _money_is_the_plans(where, values, document)
    _keys_have_an_effect(where, values, document, keys)


def _keys_belong_to_the_form(where: str, values: Values, keys: Keys) -> None:
    form = values["pays"]
    needed, allowed = FORMS[form]
    every = {name for keys in FORMS.values() for part in keys for name in part}
    for name in sorted(every - needed - allowed):
        if name in values:
            reason = _("It has no effect with pays = “%(form)s”.") % {"form": form}
            raise PlanRejected(f"{where}.{name}", reason, _("Leave the key out."))
    if "counted_by" in values and "cap" not in values:
        no_cap = _("It has no effect: the rule has no “cap”.")
        raise PlanRejected(f"{where}.counted_by", no_cap, _("Leave the key out."))
    for name in sorted(needed):
        if name not in values:
            write = _("Write: %(example)s") % {"example": keys[name].write}
            raise PlanRejected(f"{where}.{name}", _("It is missing."), write)


def _somebody_is_paid(where: str, values: Values) -> None:
    if "rates" in values:
        check_some_effect(f"{where}.rates", values["rates"])
    for name in ("amounts", "cap"):
        if name in values:
            cents = {rank: money.minor for rank, money in values[name].items()}
            check_some_effect(f"{where}.{name}", cents)


def _stronger_gives_more(where: str, values: Values) -> None:
    name, parts = "ratio", values.get("ratio", (1, 1))
    if "cycle" in values:
        name, parts = "cycle", tuple(part.minor for part in values["cycle"])
    if parts[0] < parts[1]:
        reason = _("The stronger side gives less than the weaker one.")
        raise PlanRejected(f"{where}.{name}", reason, _("Write the greater number first."))


def _steps_rise(where: str, values: Values) -> None:
    for lower, higher in pairwise(values.get("steps", ())):
        volumes_rise = lower.volume.minor < higher.volume.minor
        if not volumes_rise or lower.pays.minor >= higher.pays.minor:
            reason = _("A later step must ask for more volume and pay more.")
            raise PlanRejected(f"{where}.steps", reason, _("Write the steps lowest first."))


def _points_are_of_one_kind(where: str, values: Values) -> None:
    unit = values["volume"].upper()
    for name, points in _all_points(values):
        if points.unit != unit:
            reason = _("The rule matches %(unit)s, not %(other)s.")
            facts = {"unit": unit, "other": points.unit}
            remedy = _("Write the same points as in “volume”.")
            raise PlanRejected(f"{where}.{name}", reason % facts, remedy)


def _all_points(values: Values) -> Iterable[tuple[str, Points]]:
    for name in ("pairs_of", "carry_cap", "least_carry"):
        if name in values:
            yield name, values[name]
    for points in values.get("cycle", ()):
        yield "cycle", points
    for points in values.get("most_matched", {}).values():
        yield "most_matched", points
    for step in values.get("steps", ()):
        yield "steps", step.volume


def _money_is_the_plans(where: str, values: Values, document: Values) -> None:
    amounts: dict[str, list[Money]] = {
        "point_value": [values["point_value"]] if "point_value" in values else [],
        "amounts": list(values.get("amounts", {}).values()),
        "cap": list(values.get("cap", {}).values()),
        "steps": [step.pays for step in values.get("steps", ())],
    }
    for name, given in amounts.items():
        for amount in given:
            check_money(f"{where}.{name}", amount, document)


def _keys_have_an_effect(where: str, values: Values, document: Values, keys: Keys) -> None:
    has_limit = any(name in values for name in LIMITS)
    sided = values["own_volume"] in UNEQUAL or values["inactive_flush"] in UNEQUAL
    unlike = _is_unlike(values)
    has_order = "carry_cap" in values and bool(values.get("expires_after"))
    returns = document["returns"]["volume"] == "return_period"
    effects = {
        "after_cap": has_limit,
        "weak_at_tie": sided or unlike,
        "carry_cap_flushes": has_order,
        "returned_volume": returns,
    }
    for name, has_effect in effects.items():
        path = f"{where}.{name}"
        there_if_it_has_an_effect(path, keys, is_there=name in values, has_effect=has_effect)
    if values["accrues"] == "when_qualified" and not values["active_sponsored_each_side"]:
        reason = _("Every active member qualifies, so it says the same as “when_active”.")
        raise PlanRejected(f"{where}.accrues", reason, _('Write: accrues = "when_active"'))
    if values.get("expires_after") == 0:
        for name in ("carry_cap", "least_carry"):
            path = f"{where}.{name}"
            there_if_it_has_an_effect(path, keys, is_there=name in values, has_effect=False)


def _is_unlike(values: Values) -> bool:
    """Tell whether the two sides give unlike parts."""
    parts = values.get("cycle")
    strong, weak = values.get("ratio", (1, 1))
    return strong != weak or (parts is not None and parts.strong != parts.weak)
