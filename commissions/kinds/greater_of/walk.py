"""Greater of two: each member keeps what one rule pays it, and gives back what the other does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import GreaterOf


def losers(rule: GreaterOf, ground: Ground) -> Iterator[Earning]:
    """Yield what each member gives back, by rising member.

    Keeps:  what is left of the two is the greater one.
    Source: plan rule of kind "greater_of".
    """
    one, other = (ground.earned[rule_id] for rule_id in rule.of)
    for member_id in sorted(one.keys() | other.keys()):
        first, second = one.get(member_id, 0), other.get(member_id, 0)
        less = min(first, second)
        if less:
            facts = (("first", first), ("second", second))
            yield Earning(rule.id, member_id, None, 0, 0, less, -less, None, facts)
