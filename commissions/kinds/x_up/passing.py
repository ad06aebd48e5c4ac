"""Which recruits or sales are given away, and to whom: how it is written, and what contradicts."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.effects import there_if_it_has_an_effect
from commissions.document.key import Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import Unreadable
from commissions.kinds.kind import Values

_WORDS = re.compile(r"(first|every) ([1-9]\d{0,3})")


class Passed(NamedTuple):
    """The numbers that are given away, or every second, third and so on; 0 for a list."""

    numbers: tuple[int, ...] = ()
    every: int = 0


def read_passed(value: object) -> Passed:
    """Read [2, 4, 6], "first 2" or "every 2"."""
    if not isinstance(value, str):
        return Passed(readers.counts(value))
    found = _WORDS.fullmatch(value)
    if found is None:
        raise Unreadable(_("It must be a list of numbers, “first 2” or “every 2”."))
    count = int(found[2])
    if found[1] == "first":
        return Passed(tuple(range(1, count + 1)))
    if count == 1:
        raise Unreadable(_("Nobody would ever keep anything. Begin with “every 2”."))
    return Passed(every=count)


def counts_sales(values: Values) -> bool:
    """Tell whether sales are counted instead of recruits."""
    return values.get("counts") == "sales"


def check_passing(values: Values, keys: Keys) -> None:
    """Refuse keys without effect, and that somebody has given all away who never has.

    Raises: PlanRejected.
    """
    where, by_sales = f"rule[{values['id']}]", counts_sales(values)
    needless = _whoever_keeps_one_has_given_all(values)
    if needless and "passed_to" in values:
        reason = _(
            "It has no effect: a line comes to who keeps the recruit it comes by, and that one has "
            "given away all before."
        )
        raise PlanRejected(f"{where}.passed_to", reason, _("Leave the key out."))
    for name, has_effect in (
        ("gives_away", not by_sales),
        ("received_sales", by_sales),
        ("passed_to", values.get("received_sales") != "counted" and not needless),
    ):
        there_if_it_has_an_effect(
            f"{where}.{name}", keys, is_there=name in values, has_effect=has_effect
        )
    _all_is_given_some_day(where, values)


def _all_is_given_some_day(where: str, values: Values) -> None:
    if values["passes_up"].every and values.get("passed_to") == "qualified":
        reason = _("Whoever gives away every second one and so on has never given all away.")
        raise PlanRejected(f"{where}.passed_to", reason, _('Write: passed_to = "sponsor"'))


def _whoever_keeps_one_has_given_all(values: Values) -> bool:
    """Tell whether with whole lines nobody is asked who still owes some of the first ones."""
    numbers = values["passes_up"].numbers
    first = bool(numbers) and numbers == tuple(range(1, len(numbers) + 1))
    return not counts_sales(values) and values.get("gives_away") == "line" and first
