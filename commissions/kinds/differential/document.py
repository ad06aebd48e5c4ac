"""How a differential rule is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.stage_keys import (
    STAGES,
    TAKERS,
    WORTH,
    beginning,
    beginnings,
    check_stages,
    check_takers,
    rate_bp,
    worth_above_zero,
)
from commissions.kinds.kind import Kind, Values, Words
from commissions.kinds.reading import stages_of, takers_of
from core.money import Money
from core.rates import WHOLE_BP

from . import words
from .rule import ABOVE_SELLER, COURTESY, MATCH, SELLER, SPONSOR, TOP_ONLY, Differential, EqualStage

KEYS: Keys = {
    **kind(
        "differential",
        _(
            "How the rule pays: each upline takes what its stage adds to what was paid below "
            "(Differenzprovision)."
        ),
    ),
    **RULE,
    **BASE,
    **STAGES,
    **TAKERS,
    "own_orders_start_at": Key(
        one_of(SELLER, SPONSOR, ABOVE_SELLER),
        'own_orders_start_at = "seller"',
        _(
            "Who is asked first for what a member buys: the member, its sponsor, or with "
            "“above_seller” the sponsor less the member's stage, which is in its price already."
        ),
    ),
    "customer_orders_start_at": Key(
        one_of(SELLER, SPONSOR, ABOVE_SELLER),
        'customer_orders_start_at = "seller"',
        _(
            "Who is asked first for what customers buy: their member, its sponsor, or with "
            "“above_seller” the sponsor less the member's stage, which is in its margin already."
        ),
    ),
    "overtaken": Key(
        one_of("zero", "block_leg"),
        'overtaken = "zero"',
        _(
            "What an upline below a stage already reached does (Überholung): it gets nothing and "
            "those above go on, or the leg is cut off and nobody above gets anything either."
        ),
    ),
    "equal_stage": Key(
        one_of("none", COURTESY, TOP_ONLY, MATCH),
        'equal_stage = "courtesy"',
        _(
            "What the first upline at the same stage as the last taker gets (Gleichstand): "
            "nothing, a fixed rate of the order, that rate at the top stage only, or a share of "
            "what that taker got."
        ),
    ),
    "equal_stage_rate": Key(
        worth_above_zero,
        'equal_stage_rate = "2%"',
        _(
            "The rate for an equal stage: of the base, or with “match” of the taker's rate, then "
            "rounded half up to a hundredth of a percent."
        ),
        required=False,
        unit=WORTH,
    ),
    "equal_stage_from": Key(
        beginning,
        'equal_stage_from = "director"',
        _(
            "The lowest stage that pays equals: a rank, or the volume at which a stage begins. "
            "Without it, every stage. Not with “top_only”."
        ),
        required=False,
        unit=_("a rank or points"),
    ),
    "equal_stage_once_per": Key(
        one_of("order", "stage"),
        'equal_stage_once_per = "order"',
        _("Whether an order pays one equal, or one at each stage that somebody took."),
        required=False,
    ),
    "min_override": Key(
        worth_above_zero,
        'min_override = "1%"',
        _(
            "What the first upline above a taker gets at least, if its gap is smaller and it is "
            "not overtaken (Abstandsprovision); once per order. An equal that equal_stage pays "
            "gets that instead."
        ),
        required=False,
        unit=WORTH,
    ),
    "beyond_gaps": Key(
        one_of("extra", "inside_cap"),
        'beyond_gaps = "extra"',
        _(
            "Where the money for equal stages and min_override comes from: on top of the top "
            "stage, or taken off what those further up get (Gleichstand im Deckel)."
        ),
        required=False,
    ),
}


def read(values: Values, document: Values) -> Differential:
    """Make the rule of its values."""
    least = values.get("min_override", 0)
    return Differential(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        stages=stages_of(values, document),
        takers=takers_of(values),
        own_orders_start_at=values["own_orders_start_at"],
        customer_orders_start_at=values["customer_orders_start_at"],
        overtaken_ends=values["overtaken"] == "block_leg",
        equal=_equal(values, document),
        least_bp=rate_bp(values, least, document, _where(values, "min_override")),
        is_within_cap=values.get("beyond_gaps") == "inside_cap",
    )


def _equal(values: Values, document: Values) -> EqualStage | None:
    if values["equal_stage"] == "none":
        return None
    where = _where(values, "equal_stage_rate")
    return EqualStage(
        is_matched=values["equal_stage"] == MATCH,
        rate_bp=rate_bp(values, values["equal_stage_rate"], document, where),
        from_bp=_equal_from(values, document),
        is_per_stage=values.get("equal_stage_once_per") == "stage",
    )


def _equal_from(values: Values, document: Values) -> int:
    """Return the rate of the lowest stage that pays equals."""
    stages = stages_of(values, document)
    if values["equal_stage"] == TOP_ONLY:
        return stages.top_bp
    written = values.get("equal_stage_from")
    if written is None:
        return 0
    return stages.rates_bp[beginnings(values).index(written)]


def check(values: Values, document: Values) -> None:
    """Refuse stages with gaps, and switches that change nothing or miss what they need."""
    check_stages(values, document)
    check_takers(values, document)
    _equals_are_whole(values)
    _equals_begin_at_a_stage(values)
    _money_fits(values, document)
    _matches_are_exact(values, document)
    _beyond_gaps_is_said(values, document)


def _where(values: Values, key: str) -> str:
    return f"rule[{values['id']}].{key}"


def _equals_are_whole(values: Values) -> None:
    how = values["equal_stage"]
    is_once = how in (COURTESY, MATCH)
    needed = {
        "equal_stage_rate": how != "none",
        "equal_stage_once_per": is_once,
    }
    for key, is_needed in needed.items():
        if is_needed and key not in values:
            write = _("Write: %(example)s") % {"example": KEYS[key].write}
            raise PlanRejected(_where(values, key), _("It is missing."), write)
        if key in values and not is_needed:
            raise _without_effect(values, key, how)
    if "equal_stage_from" in values and not is_once:
        raise _without_effect(values, "equal_stage_from", how)


def _without_effect(values: Values, key: str, how: str) -> PlanRejected:
    reason = _("It has no effect with equal_stage = “%(how)s”.") % {"how": how}
    return PlanRejected(_where(values, key), reason, _("Leave the key out."))


def _matches_are_exact(values: Values, document: Values) -> None:
    """Refuse a match that would have to be rounded: a share of what stages add, in hundredths."""
    if values["equal_stage"] != MATCH:
        return
    rates = [0, *stages_of(values, document).rates_bp]
    added = {high - low for low in rates for high in rates if high > low}
    if any(rate * values["equal_stage_rate"] % WHOLE_BP for rate in added):
        reason = _("Its share of what a stage adds is finer than a hundredth of a percent.")
        remedy = _("Write a rate that divides them, such as 10% of whole percents.")
        raise PlanRejected(_where(values, "equal_stage_rate"), reason, remedy)


def _equals_begin_at_a_stage(values: Values) -> None:
    written, known = values.get("equal_stage_from"), beginnings(values)
    if written is not None and written not in known[1:]:
        reason = _("It names no stage above the lowest.")
        remedy = _("Write a rank, or the volume at which a stage begins.")
        raise PlanRejected(_where(values, "equal_stage_from"), reason, remedy)


def _money_fits(values: Values, document: Values) -> None:
    """Refuse money where only a share makes sense, and money of another unit."""
    if values["equal_stage"] == MATCH and isinstance(values["equal_stage_rate"], Money):
        reason = _("A match is a share of what the other one got.")
        raise PlanRejected(_where(values, "equal_stage_rate"), reason, _("Write a percentage: 25%"))
    for key in ("equal_stage_rate", "min_override"):
        if key in values:
            rate_bp(values, values[key], document, _where(values, key))


def _beyond_gaps_is_said(values: Values, document: Values) -> None:
    where, written = _where(values, "beyond_gaps"), values.get("beyond_gaps")
    goes_beyond = values["equal_stage"] != "none" or "min_override" in values
    if goes_beyond and written is None:
        reason = _("It is missing: is what goes beyond the gaps paid on top of them?")
        raise PlanRejected(where, reason, _('Write: beyond_gaps = "extra" or "inside_cap"'))
    if written is not None and not goes_beyond:
        reason = _("It has no effect: nothing goes beyond the gaps.")
        raise PlanRejected(where, reason, _("Leave the key out."))
    top = stages_of(values, document).top_bp
    if written == "inside_cap" and _equal_from(values, document) >= top > 0:
        reason = _("At the top stage, nothing is left inside the cap for an equal.")
        raise PlanRejected(where, reason, _('Write: beyond_gaps = "extra"'))


KIND = Kind(
    "differential",
    Differential,
    KEYS,
    read,
    check,
    Words(step=words.step, reasons=words.REASONS),
)
