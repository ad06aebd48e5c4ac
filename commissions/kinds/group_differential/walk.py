"""Group method: a member's gross is its rate of the group's worth; net is gross less what's below.

A group is kept as parts, each with the stage it has reached, its worth and what it was paid in
all: so legs of a higher stage stay apart until somebody above reaches that stage too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.tree import NOBODY
from commissions.kinds.worths import own_worths

if TYPE_CHECKING:
    from .rule import GroupDifferential

GROSS = "gross"
BELOW = "below"


class Part(NamedTuple):
    """Volume that has reached one stage: what it is worth and what was paid of it in all."""

    worth_minor: int = 0
    gross_minor: int = 0

    def with_(self, other: Part) -> Part:
        """Return both together."""
        return Part(self.worth_minor + other.worth_minor, self.gross_minor + other.gross_minor)


Parts: TypeAlias = dict[int, Part]


def earnings(rule: GroupDifferential, ground: Ground) -> Iterator[Earning]:
    """Pay each member the rate of its stage for the worth of its group, less what is paid below.

    Units:  worths and amounts in minor units; each gross is rounded half up once.
    Keeps:  what a group was paid in all is exactly the gross of its head, to the minor unit.
    Source: plan rule of kind "group_differential".
    """
    standings = ground.standings
    worths, lines = own_worths(rule, ground), []
    groups: dict[int, Parts] = {}
    for row in reversed(standings.tree.sponsors_first):
        parts = groups.pop(row, {})
        _add(parts, 0, Part(worths[row]))
        line = _settled(rule, ground, row, parts)
        if line is not None and line.amount_minor:
            lines.append((row, line))
        above = standings.tree.sponsor_rows[row]
        if above != NOBODY:
            groups[above] = _together(groups.get(above), parts)
    return (line for _row, line in sorted(lines))


def _settled(rule: GroupDifferential, ground: Ground, row: int, parts: Parts) -> Earning | None:
    """Raise a group to the stage of its head, and return the head's line."""
    standing = ground.standings.at(row)
    hurdle, stage = rule.takers.obstacle(standing), rule.stages.rate_of(standing)
    if hurdle in rule.takers.pass_over:
        return None
    taken = raised(rule, stage, parts)
    if hurdle:
        return None
    gross = parts[stage].gross_minor
    facts = ((GROSS, gross), (BELOW, taken.gross_minor))
    net = gross - taken.gross_minor
    member_id = standing.member_id
    return Earning(rule.id, member_id, None, 0, stage, taken.worth_minor, net, None, facts)


def raised(rule: GroupDifferential, stage: int, parts: Parts) -> Part:
    """Bring a group's parts to a stage as the rule says, and return what they were together.

    Where a head takes a loss, its stage holds for all parts. Else parts of a higher stage stay as
    they are, or are cut off with their leg, and nobody loses by the rounding of many parts.
    """
    together = Part()
    for reached in list(parts):
        if reached <= stage or rule.overtaken == "negative":
            together = together.with_(parts.pop(reached))
        elif rule.overtaken == "block_leg":
            del parts[reached]
    gross = rule.amount_minor(together.worth_minor, stage)
    if rule.overtaken != "negative":
        gross = max(gross, together.gross_minor)
    parts[stage] = Part(together.worth_minor, gross)
    return together


def _add(parts: Parts, stage: int, part: Part) -> None:
    parts[stage] = parts[stage].with_(part) if stage in parts else part


def _together(parts: Parts | None, others: Parts) -> Parts:
    """Return the parts of two legs: at most one for each stage."""
    if parts is None:
        return others
    for stage, part in others.items():
        _add(parts, stage, part)
    return parts
