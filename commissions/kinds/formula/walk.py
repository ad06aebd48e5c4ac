"""A bonus by formula: one line for each member to whom it comes to more than nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, Earning
from commissions.engine.ground import Ground

from .facts import Known

if TYPE_CHECKING:
    from .rule import ByFormula


def earnings(rule: ByFormula, ground: Ground) -> Iterator[Earning]:
    """Pay each member, by rising number, what the formula comes to.

    Keeps:  each line carries the facts it was worked out from.
    Source: plan rule of kind "formula".
    """
    known, names = Known(ground, rule.of), sorted(rule.pays.names)
    standings = ground.standings
    for row, member_id in enumerate(ground.picture.member_ids):
        if standings.picture.statuses[row] != MAY_EARN:
            continue
        if rule.is_for_active and not standings.is_active[row]:
            continue
        facts = {name: known.value(name, row) for name in names}
        amount_minor = rule.pays.value(facts)
        if amount_minor:
            told = tuple(facts.items())
            yield Earning(
                rule.id, member_id, None, 0, 0, amount_minor, amount_minor, None, told
            )  # fmt: skip
