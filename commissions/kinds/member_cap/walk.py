"""Member cap: what a member, or a person in all, earns above a limit is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.persons import kept_within, together

if TYPE_CHECKING:
    from .rule import MemberCap


def cuts(rule: MemberCap, ground: Ground) -> Iterator[Earning]:
    """Yield what each member gives back, by rising member.

    Keeps:  what is left to a member, or to all positions of a person, is the smaller of sum and
    limit, exactly.
    Source: plan rule of kind "member_cap".
    """
    earned = Counter[int]()
    shared = together(ground.picture) if rule.counts_persons else {}
    for rule_id in rule.of:
        earned.update(ground.earned[rule_id])
    for member_id in sorted(earned):
        positions = shared.get(member_id, (member_id,))
        limit_minor = highest_limit(rule, ranks_of(ground, positions))
        sums = [earned[each] for each in positions]
        if limit_minor is None or sum(sums) <= limit_minor:
            continue
        kept = kept_within(limit_minor, sums)
        cut_minor = earned[member_id] - kept[positions.index(member_id)]
        facts: tuple[tuple[str, int], ...] = (("limit", limit_minor),)
        if len(positions) > 1:
            facts += (("positions", len(positions)), ("together", sum(sums)))
        if cut_minor:
            yield Earning(
                rule.id, member_id, None, 0, 0, earned[member_id], -cut_minor, None, facts
            )  # fmt: skip


def ranks_of(ground: Ground, positions: Iterable[int]) -> list[str]:
    """Return the ranks by which these members are paid."""
    standings = ground.standings
    return [standings.ranks[standings.tree.row_of[each]] for each in positions]


def highest_limit(rule: MemberCap, ranks: Iterable[str]) -> int | None:
    """Return the highest limit of these ranks, None where one of them has none."""
    limits = [rule.limit_of(rank) for rank in ranks]
    return None if None in limits else max(limit for limit in limits if limit is not None)
