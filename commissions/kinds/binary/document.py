"""How a binary rule is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.by_rank import by_rank, minor
from commissions.document.key import Key, Keys
from commissions.document.readers import one_of
from commissions.document.rule_keys import RULE, counted_by, counts_persons, kind
from commissions.kinds.kind import Kind, Values
from commissions.kinds.numbers import count_from_zero, rate_from_zero

from . import checks, words
from .bank import OLDEST, Keeping
from .pairing import Cycles, Pairing, Steps, WeakSide
from .readers import (
    cycle,
    ratio,
    steps,
    volume,
    volume_from_zero,
)
from .rule import Binary

WEAK_SIDE: Keys = {
    "rates": Key(
        by_rank(rate_from_zero),
        'rates = { partner = "8%", team_lead = "10%" }',
        _("The rate of the matched volume's worth, one for everybody or one for each rank."),
        required=False,
        unit=_("percentage, or one for each rank"),
    ),
    "ratio": Key(
        ratio,
        'ratio = "1:1"',
        _("How much the stronger and the weaker side give for each matched point."),
        required=False,
        unit=_("two whole numbers with a colon"),
    ),
    "point_value": Key(
        readers.money,
        'point_value = "1.00 EUR"',
        _("What one matched point is worth."),
        required=False,
    ),
    "pairs_of": Key(
        volume,
        'pairs_of = "100 PV"',
        _("Only whole multiples of this are matched. Without it, every hundredth of a point."),
        required=False,
        unit=_("points above zero"),
    ),
}
CYCLES: Keys = {
    "cycle": Key(
        cycle,
        'cycle = { strong = "200 PV", weak = "100 PV" }',
        _(
            "What one cycle takes from each side. After each cycle it is asked anew which side is "
            "the stronger one."
        ),
        required=False,
        unit=_("points of the stronger and of the weaker side"),
    ),
    "amounts": Key(
        by_rank(readers.money_from_zero),
        'amounts = "20.00 EUR"',
        _("What a cycle pays, one amount for everybody or one for each rank."),
        required=False,
        unit=_("money, or an amount for each rank"),
    ),
    "most_cycles": Key(
        by_rank(count_from_zero),
        "most_cycles = { partner = 10, team_lead = 40 }",
        _("For how many cycles of a period a rank is paid. Without it, for all."),
        required=False,
        unit=_("whole number from 0, or one for each rank"),
    ),
}
STEPS: Keys = {
    "steps": Key(
        steps,
        'steps = [{ volume = "500 PV", pays = "20 EUR" }, { volume = "2000 PV", pays = "90 EUR" }]',
        _("The largest step that both sides reach pays, once a period, and both sides give it."),
        required=False,
        unit=_("list of steps: volume and what it pays"),
    ),
}
LIMITS: Keys = {
    "most_matched": Key(
        by_rank(volume_from_zero),
        'most_matched = { partner = "5000 PV", team_lead = "20000 PV" }',
        _("For how much matched volume of a period a rank is paid. Without it, for all."),
        required=False,
        unit=_("points, or points for each rank"),
    ),
    "cap": Key(
        by_rank(readers.money_from_zero),
        'cap = { partner = "500 EUR", team_lead = "2500 EUR" }',
        _("The most that a rank is paid by this rule in a period. Without it, there is no limit."),
        required=False,
        unit=_("money, or an amount for each rank"),
    ),
    **counted_by(
        _(
            "Whether “cap” holds for each position alone, which is also so without this key, or "
            "then for all positions of one person together: the highest that one of them has, "
            "shared in proportion to what each would be paid, to the cent by the largest "
            "remainder. Only with cap."
        )
    ),
    "after_cap": Key(
        one_of("full_flush", "deduct_matched", "keep_unpaid"),
        'after_cap = "deduct_matched"',
        _(
            "What becomes of volume once a limit holds: both sides lose everything, or what is "
            "matched whether paid or not, or only what is paid. Only with a limit."
        ),
        required=False,
    ),
}
BANK: Keys = {
    "own_volume": Key(
        one_of("none", "weak", "strong", "left", "right"),
        'own_volume = "none"',
        _("To which of its own sides a member's own volume comes up."),
    ),
    "accrues": Key(
        one_of("always", "when_active", "when_qualified"),
        'accrues = "always"',
        _("In which periods new volume comes up to a member's sides."),
    ),
    "inactive_flush": Key(
        one_of("none", "both", "strong", "weak"),
        'inactive_flush = "none"',
        _("Which sides an inactive member loses at the end of the period."),
    ),
    "weak_at_tie": Key(
        one_of("left", "right"),
        'weak_at_tie = "right"',
        _("Which of two equal sides is the weaker one. Only where the plan treats them unlike."),
        required=False,
    ),
    "carry_cap": Key(
        volume,
        'carry_cap = "5000 PV"',
        _("The most that each side hands on to the next period. Without it, everything."),
        required=False,
        unit=_("points above zero"),
    ),
    "carry_cap_flushes": Key(
        one_of("oldest", "newest"),
        'carry_cap_flushes = "oldest"',
        _("Which volume goes beyond carry_cap. Only with carry_cap and expires_after."),
        required=False,
    ),
    "expires_after": Key(
        readers.periods,
        'expires_after = "12 periods"',
        _(
            "In how many further periods volume can still be matched; the oldest is used up "
            "first. Without it, volume never expires."
        ),
        required=False,
    ),
    "least_carry": Key(
        volume,
        'least_carry = "10 PV"',
        _("A side with less than this hands on nothing. Without it, every rest is handed on."),
        required=False,
        unit=_("points above zero"),
    ),
    "returned_volume": Key(
        one_of("owed", "forgiven"),
        'returned_volume = "owed"',
        _(
            "When more comes back than a side holds: later volume settles it first, or the rest "
            "is forgotten. Only where points are taken off the period of the return."
        ),
        required=False,
    ),
}
KEYS: Keys = {
    **kind("binary", _("How the rule pays: what the left and the right side have in common.")),
    **RULE,
    "volume": Key(
        one_of("pv", "cv"),
        'volume = "cv"',
        _(
            "Which points come up the placement tree: personal volume, or the commission points "
            "of all orders."
        ),
    ),
    "pays": Key(
        one_of("weak_side", "cycles", "steps"),
        'pays = "weak_side"',
        _("Whether a rate of the matched volume is paid, an amount for each cycle, or a step."),
    ),
    **WEAK_SIDE,
    **CYCLES,
    **STEPS,
    "active_sponsored_each_side": Key(
        count_from_zero,
        "active_sponsored_each_side = 1",
        _("How many active members on each side a member must have sponsored itself to be paid."),
        unit=_("whole number from 0"),
    ),
    **LIMITS,
    **BANK,
}


def read(values: Values, document: Values) -> Binary:
    """Make the rule of its values."""
    most: Any = values.get("most_cycles")
    if "most_matched" in values:
        most = {rank: points.minor for rank, points in values["most_matched"].items()}
    return Binary(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        volume=values["volume"],
        pairing=_pairing(values),
        own_volume=values["own_volume"],
        accrues=values["accrues"],
        sponsored_each_side=values["active_sponsored_each_side"],
        most_by_rank=most,
        cap_by_rank=minor(values["cap"]) if "cap" in values else None,
        after_cap=values.get("after_cap", "deduct_matched"),
        keeping=_keeping(values),
        inactive_flush=values["inactive_flush"],
        returned=values.get("returned_volume", "forgiven"),
        counts_persons=counts_persons(values),
    )


def check(values: Values, document: Values) -> None:
    """Refuse what contradicts or has no effect."""
    checks.check(values, document, KEYS)


def _pairing(values: Values) -> Pairing:
    tie = values.get("weak_at_tie", "right")
    if values["pays"] == "cycles":
        parts = values["cycle"]
        return Cycles(tie, minor(values["amounts"]), parts.strong.minor, parts.weak.minor)
    if values["pays"] == "steps":
        return Steps(tie, tuple((each.volume.minor, each.pays.minor) for each in values["steps"]))
    pairs_of = values["pairs_of"].minor if "pairs_of" in values else 1
    value_minor = values["point_value"].minor
    strong_part, weak_part = values["ratio"]
    return WeakSide(tie, values["rates"], strong_part, weak_part, value_minor, pairs_of)


def _keeping(values: Values) -> Keeping:
    return Keeping(
        expires_after=values.get("expires_after"),
        carry_cap=values["carry_cap"].minor if "carry_cap" in values else None,
        cap_flushes=values.get("carry_cap_flushes", OLDEST),
        least_carry=values["least_carry"].minor if "least_carry" in values else 0,
    )


KIND = Kind("binary", Binary, KEYS, read, check, words.WORDS)
