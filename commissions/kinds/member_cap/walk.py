"""Member cap: what a member earns above its limit is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import MemberCap


def cuts(rule: MemberCap, ground: Ground) -> Iterator[Earning]:
    """Yield what each member gives back, by rising member.

    Keeps:  what is left to a member is the smaller of sum and limit, exactly.
    Source: plan rule of kind "member_cap".
    """
    earned, standings = Counter[int](), ground.standings
    for rule_id in rule.of:
        earned.update(ground.earned[rule_id])
    for member_id in sorted(earned):
        limit_minor = rule.limit_of(standings.ranks[standings.tree.row_of[member_id]])
        if limit_minor is not None and earned[member_id] > limit_minor:
            cut_minor = earned[member_id] - limit_minor
            facts = (("limit", limit_minor),)
            yield Earning(
                rule.id, member_id, None, 0, 0, earned[member_id], -cut_minor, None, facts
            )  # fmt: skip
