"""Leadership bonus: what broken-away groups are worth to the leaders above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, Earning, Standing
from commissions.engine.ground import Ground
from commissions.engine.tree import NOBODY
from commissions.kinds.worths import own_worths

if TYPE_CHECKING:
    from .rule import Breakaway

RECEIVED = "received"
OWN = "own"
PASSED = "passed"


@dataclass(slots=True)
class Group:
    """What has come together at a member from below: its own group, and what leaders hand up.

    `points` and `worth_minor` leave out groups that have broken away; `groups` counts those.
    """

    points: int = 0
    worth_minor: int = 0
    received_minor: int = 0
    groups: int = 0

    def add(self, other: Group) -> None:
        """Take another one's group in."""
        self.points += other.points
        self.worth_minor += other.worth_minor
        self.received_minor += other.received_minor
        self.groups += other.groups


def earnings(rule: Breakaway, ground: Ground) -> Iterator[Earning]:
    """Pay leaders from the bottom up what they need not hand to the leader above.

    Units:  amounts in minor units; the bonus of each group is rounded half up once.
    Keeps:  what leaders keep and what arrives above the last ones is the bonus of all groups.
    Source: plan rule of kind "breakaway".
    """
    standings = ground.standings
    lines, groups = [], groups_of(rule, ground)
    for row in reversed(standings.tree.sponsors_first):
        group = groups[row]
        if has_broken_away(rule, ground, row):
            own = rule.amount_minor(group.worth_minor, rule.rate_bp)
            passed = handed_up(rule, standings.at(row), group, own)
            kept = group.received_minor + own - passed
            if kept:
                facts = ((RECEIVED, group.received_minor), (OWN, own), (PASSED, passed))
                member_id = ground.picture.member_ids[row]
                line = Earning(
                    rule.id, member_id, None, 0, rule.rate_bp, group.worth_minor, kept, None, facts
                )
                lines.append((row, line))
            group = Group(received_minor=passed, groups=1)
        above = standings.tree.sponsor_rows[row]
        if above != NOBODY:
            groups[above].add(group)
    return (line for _row, line in sorted(lines))


def groups_of(rule: Breakaway, ground: Ground) -> list[Group]:
    """Return what each member brings itself, row by row."""
    worths, points = own_worths(rule, ground), ground.standings.pv_minor
    return [Group(pv, worth) for pv, worth in zip(points, worths, strict=True)]


def has_broken_away(rule: Breakaway, ground: Ground, row: int) -> bool:
    """Tell whether a member's group has left its upline's, by the rank that counts for it."""
    if not rule.from_next_period:
        return ground.standings.ranks[row] in rule.leaders
    held, statuses = ground.picture.held, ground.picture.statuses
    return bool(held) and statuses[row] == MAY_EARN and held[row].rank in rule.leaders


def handed_up(rule: Breakaway, standing: Standing, group: Group, own_minor: int) -> int:
    """Return what a leader hands to the leader above: all, unless it may keep what is over."""
    together = group.received_minor + own_minor
    has_enough = group.points >= rule.side_volume_minor or 0 < rule.or_groups <= group.groups
    if rule.takers.obstacle(standing) or not has_enough:
        return together
    return min(max(own_minor, rule.least_minor), together)
