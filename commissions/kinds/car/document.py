"""How a car allowance is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.by_rank import by_rank, minor
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import Unreadable, one_of
from commissions.document.rule_keys import RULE, counted_by, counts_persons, kind
from commissions.kinds.kind import Kind, Values
from commissions.kinds.titles import check_amounts

from . import words
from .rule import Car


def _periods_from_one(value: object) -> int:
    """Read "2 periods", at least one."""
    found = readers.periods(value)
    if not found:
        raise Unreadable(_("It must be at least one period."))
    return found


KEYS: Keys = {
    **kind("car", _("How the rule pays: an allowance in each period in which a rank is paid.")),
    **RULE,
    "amounts": Key(
        by_rank(readers.money_from_zero),
        'amounts = { partner = "0 EUR", director = "300 EUR" }',
        _("The allowance of each rank for a period; it needs an active member."),
        unit=_("money for each rank"),
    ),
    **counted_by(
        _(
            "Whether each position gets its allowance, which is also so without this key, or a "
            "person with several positions the highest one alone, of equal ones that of the "
            "position with the lowest number; the others are taken back."
        )
    ),
    "begins_after": Key(
        _periods_from_one,
        'begins_after = "2 periods"',
        _("From how many periods in a row at such a rank on it is paid, the last one included."),
        unit=_("periods, at least one"),
    ),
    "ends_after": Key(
        _periods_from_one,
        'ends_after = "3 periods"',
        _("After how many missed periods in a row it ends, so that it has to begin anew."),
        unit=_("periods, at least one"),
    ),
    "while_missed": Key(
        one_of("pay", "nothing"),
        'while_missed = "nothing"',
        _(
            "Whether missed periods before the end are paid as the last one was. Only where more "
            "than one may be missed."
        ),
        required=False,
    ),
}


def read(values: Values, document: Values) -> Car:
    """Make the rule of its values."""
    return Car(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        amounts_minor=minor(values["amounts"]),
        begins_after=values["begins_after"],
        ends_after=values["ends_after"],
        pays_missed=values.get("while_missed") == "pay",
        counts_persons=counts_persons(values),
    )


def check(values: Values, document: Values) -> None:
    """Refuse a plan without ranks, and a word about missed periods where there are none."""
    where = f"rule[{values['id']}]"
    check_amounts(where, values, document)
    misses, is_there = values["ends_after"] > 1, "while_missed" in values
    if is_there and not misses:
        reason = _("It has no effect: nothing in this plan uses it.")
        raise PlanRejected(f"{where}.while_missed", reason, _("Leave the key out."))
    if misses and values["begins_after"] == 1 and values.get("while_missed") == "nothing":
        reason = _("It has no effect: the allowance begins anew at once.")
        raise PlanRejected(f"{where}.ends_after", reason, _('Write: ends_after = "1 period"'))
    if misses and not is_there:
        remedy = _("Write: %(example)s") % {"example": KEYS["while_missed"].write}
        raise PlanRejected(f"{where}.while_missed", _("It is missing."), remedy)


KIND = Kind("car", Car, KEYS, read, check, words.WORDS)
