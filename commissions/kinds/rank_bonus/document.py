"""How a rank bonus is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.by_rank import by_rank, minor
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import RULE, counted_by, counts_persons, kind
from commissions.kinds.kind import Kind, Values
from commissions.kinds.titles import check_amounts

from . import words
from .rule import RankBonus

KEYS: Keys = {
    **kind("rank_bonus", _("How the rule pays: an amount when a title is first reached.")),
    **RULE,
    "amounts": Key(
        by_rank(readers.money_from_zero),
        'amounts = { partner = "0 EUR", director = "500 EUR", president = "2000 EUR" }',
        _("What each title pays, once for each member."),
        unit=_("money for each rank"),
    ),
    "skipped": Key(
        one_of("pay_all_skipped", "highest_only"),
        'skipped = "pay_all_skipped"',
        _("Whether titles that a member skips are paid too, or only the highest it reaches."),
    ),
    **counted_by(
        _(
            "Whether a title is paid once to each position, which is also so without this key, or "
            "once to a person whatever its number of positions: to the one that stands highest, of "
            "several the one with the lowest number. Deadlines then count from the person's first "
            "day."
        )
    ),
    "within": Key(
        readers.days_from_one,
        'within = "90 days"',
        _(
            "How many days after a member's first day a period may begin in which a title is "
            "reached to be paid. Without it, there is no deadline."
        ),
        required=False,
    ),
    "instalments": Key(
        readers.whole_number,
        "instalments = 3",
        _(
            "In how many equal parts an amount comes: one at once, then one in each period in "
            "which the rank is paid. Without it, whole at once."
        ),
        required=False,
    ),
    "missed_instalment": Key(
        one_of("later", "lost"),
        'missed_instalment = "lost"',
        _(
            "Whether the part of a period in which the rank is not paid comes later or is lost. "
            "Only with instalments."
        ),
        required=False,
    ),
}


def read(values: Values, document: Values) -> RankBonus:
    """Make the rule of its values."""
    return RankBonus(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        amounts_minor=minor(values["amounts"]),
        pays_skipped=values["skipped"] == "pay_all_skipped",
        within_days=values.get("within"),
        instalments=values.get("instalments", 1),
        missed_come_later=values.get("missed_instalment") == "later",
        counts_persons=counts_persons(values),
    )


def check(values: Values, document: Values) -> None:
    """Refuse a plan without ranks, and instalments without effect."""
    where = f"rule[{values['id']}]"
    check_amounts(where, values, document)
    if values.get("instalments") == 1:
        reason = _("It has no effect: one part is the whole.")
        raise PlanRejected(f"{where}.instalments", reason, _("Leave the key out."))
    if "missed_instalment" in values and "instalments" not in values:
        reason = _("It has no effect: nothing in this plan uses it.")
        raise PlanRejected(f"{where}.missed_instalment", reason, _("Leave the key out."))
    if "instalments" in values and "missed_instalment" not in values:
        remedy = _("Write: %(example)s") % {"example": KEYS["missed_instalment"].write}
        raise PlanRejected(f"{where}.missed_instalment", _("It is missing."), remedy)


KIND = Kind("rank_bonus", RankBonus, KEYS, read, check, words.WORDS)
