"""How a bonus on a member's volume is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.document.stage_keys import STAGES, check_stages
from commissions.document.takers_key import WHO_TAKES, check_who_takes
from commissions.kinds.kind import Kind, Values
from commissions.kinds.reading import stages_of
from commissions.kinds.stages import OWN_GROUP_VOLUME

from .rule import OWN_RATE, SLICE, PersonalBonus
from .words import WORDS

KEYS: Keys = {
    **kind(
        "personal_bonus",
        _("How the rule pays: the volume of a member picks the rate of its orders."),
    ),
    **RULE,
    **BASE,
    "stage_by": Key(
        one_of("personal_volume", "group_volume", OWN_GROUP_VOLUME),
        'stage_by = "personal_volume"',
        _(
            "Which volume decides, and whose orders are paid: the member's own (with its "
            "customers' where the plan counts them), those of its whole group, itself included, or "
            "of its own group, up to whoever below has the rank that “own_group_stops_at” names."
        ),
    ),
    "stages": STAGES["stages"],
    "applies": Key(
        one_of("whole", "slice"),
        'applies = "whole"',
        _(
            "Whether the rate of the stage reached holds for the whole volume (retroactively), or "
            "each rate for its slice of the volume only (marginally)."
        ),
    ),
    "unfilled_slice": Key(
        one_of("own_rate", "rate_below", "unpaid"),
        'unfilled_slice = "own_rate"',
        _(
            "What the last slice pays if it is not full: its own rate, the rate of the slice "
            "below, or nothing. The topmost slice has no end. Only slice by slice."
        ),
        required=False,
    ),
    "least": Key(
        readers.points,
        'least = "2000 PV"',
        _("The volume below which nothing is paid."),
        required=False,
    ),
    "from_rank": Key(
        readers.identifier,
        'from_rank = "director"',
        _("The lowest rank that takes. Without it, every rank may."),
        required=False,
    ),
    **rules_above(
        "less",
        _("Rules whose payments are advances: only what goes beyond them is paid."),
        required=False,
    ),
    **WHO_TAKES,
}


def read(values: Values, document: Values) -> PersonalBonus:
    """Make the rule of its values."""
    return PersonalBonus(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        stages=stages_of(values, document),
        applies=values["applies"],
        unfilled_slice=values.get("unfilled_slice", OWN_RATE),
        least_minor=values.get("least", 0),
        less=values.get("less", ()),
        need_activity=values["takers"] == "active",
        least_step=_least_step(values, document),
        is_taken_once=_is_taken_once(values, document),
    )


def _least_step(values: Values, document: Values) -> int:
    ranks = [rank["id"] for rank in document["rank"]]
    return ranks.index(values["from_rank"]) if "from_rank" in values else -1


def _is_taken_once(values: Values, document: Values) -> bool:
    """Tell whether only those take at whom the own groups of those above end."""
    ranks, rules = [rank["id"] for rank in document["rank"]], document.get("rank_rules", {})
    if rules.get("downline_rank") != "paid" or rules.get("own_group_stops_at") not in ranks:
        return False
    return _least_step(values, document) >= ranks.index(rules["own_group_stops_at"])


def check(values: Values, document: Values) -> None:
    """Refuse gaps and overlaps of stages, and keys without effect."""
    where, is_sliced = f"rule[{values['id']}]", values["applies"] == SLICE
    check_stages(values, document)
    _ranks_have_an_effect(values, [rank["id"] for rank in document["rank"]])
    check_rules_above(values, "less", document)
    check_who_takes(values, document)
    if is_sliced and "unfilled_slice" not in values:
        write = _("Write: %(example)s") % {"example": KEYS["unfilled_slice"].write}
        raise PlanRejected(f"{where}.unfilled_slice", _("It is missing."), write)
    if not is_sliced and "unfilled_slice" in values:
        reason = _("It has no effect: the rate holds for the whole volume.")
        raise PlanRejected(f"{where}.unfilled_slice", reason, _("Leave the key out."))


def _ranks_have_an_effect(values: Values, ranks: list[str]) -> None:
    where = f"rule[{values['id']}]"
    if values["stage_by"] == OWN_GROUP_VOLUME and not ranks:
        reason = _("It has no effect: the plan has no ranks.")
        raise PlanRejected(f"{where}.stage_by", reason, _("Add [[rank]] tables."))
    if values.get("from_rank") in ranks[:1]:
        reason = _("It has no effect: everybody has at least this rank.")
        raise PlanRejected(f"{where}.from_rank", reason, _("Leave the key out."))
    if "from_rank" in values and values["from_rank"] not in ranks:
        known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
        raise PlanRejected(f"{where}.from_rank", _("There is no such rank."), known)


KIND = Kind("personal_bonus", PersonalBonus, KEYS, read, check, WORDS)
