"""Matching: what members earn by listed rules pays a rate to each sponsor generation above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, PASSED_OVER, TOOK, USED_UP, Earning, Standing, Step
from commissions.engine.ground import Ground
from commissions.engine.plan import BARRED, INACTIVE, RANK_TOO_LOW
from commissions.engine.standings import Standings
from commissions.engine.tree import NOBODY

if TYPE_CHECKING:
    from .rule import Matching


def decide(rule: Matching, standing: Standing, level: int) -> Step:
    """Say what a member does with a generation: takes it, is passed over, or uses it up."""
    rate_bp = rule.rate_bp(standing.rank, level)
    hurdle = RANK_TOO_LOW if not rate_bp else ""
    if standing.status != MAY_EARN:
        hurdle = BARRED
    elif not standing.is_active:
        hurdle = INACTIVE
    if not hurdle:
        return Step(standing.member_id, level, TOOK, "", rate_bp)
    decision = PASSED_OVER if hurdle in rule.pass_over else USED_UP
    return Step(standing.member_id, level, decision, hurdle)


def climb(rule: Matching, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up from an earner's sponsor and say what each one does: the meaning of the rule."""
    level = 1
    for standing in uplines:
        if level > rule.levels:
            return
        step = decide(rule, standing, level)
        yield step
        if step.decision != PASSED_OVER:
            level += 1


def earnings(rule: Matching, ground: Ground) -> Iterator[Earning]:
    """Pay each earner's sponsors, earner by earner in the order of the picture.

    In a cascade the lower earner comes first, so that what it brings its sponsor is matched too.
    Units:  amounts in minor units, rounded half up once per line.
    Source: plan rule of kind "matching".
    """
    standings = ground.standings
    own = bases(rule, ground)
    received = [0] * len(own)
    stops = _Stops.of(rule, standings)
    if not rule.cascade:
        for row, base_minor in enumerate(own):
            for _upline, line in _lines(rule, standings, stops, row, (base_minor, 0)):
                yield line
        return
    lines_by_row: dict[int, list[Earning]] = {}
    for row in reversed(standings.tree.sponsors_first):
        parts = own[row], received[row]
        for upline, line in _lines(rule, standings, stops, row, parts):
            received[upline] += line.amount_minor
            lines_by_row.setdefault(row, []).append(line)
    for row in sorted(lines_by_row):
        yield from lines_by_row[row]


def bases(rule: Matching, ground: Ground) -> list[int]:
    """Return row by row what the listed rules have paid, before or after their own limits."""
    total = [0] * len(ground.picture.member_ids)
    row_of = ground.standings.tree.row_of
    for rule_id in rule.of:
        for member_id, amount_minor in ground.earned[rule_id].items():
            total[row_of[member_id]] += amount_minor
        if rule.before_caps:
            for member_id, cut_minor in ground.cut[rule_id].items():
                total[row_of[member_id]] -= cut_minor
    return total


def _lines(
    rule: Matching, standings: Standings, stops: _Stops, source: int, parts: tuple[int, int]
) -> Iterator[tuple[int, Earning]]:
    """Yield the lines of one earner, each with the row of who is paid."""
    base_minor = sum(parts)
    if base_minor <= 0:
        return
    member_ids, sponsor_rows = standings.picture.member_ids, standings.tree.sponsor_rows
    facts = (("own", parts[0]), ("received", parts[1])) if rule.cascade else ()
    row = source
    for level in range(1, rule.levels + 1):
        row = stops.nearest[level - 1][sponsor_rows[row]]
        if row == NOBODY:
            return
        rate_bp = stops.rates_bp[level - 1][row]
        amount_minor = rule.amount_minor(base_minor, rate_bp)
        if amount_minor:
            yield row, Earning(
                rule.id, member_ids[row], None, level, rate_bp, base_minor, amount_minor,
                member_ids[source], facts,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stops:
    """For each generation: the nearest row, itself included, that is not passed over, and its rate.

    `nearest` ends with an entry for NOBODY, which is the last row to Python. With it the cost of an
    earner depends on the generations paid, not on the depth of the tree.
    """

    nearest: list[list[int]]
    rates_bp: list[list[int]]

    @classmethod
    def of(cls, rule: Matching, standings: Standings) -> _Stops:
        """Ask members of the same status, activity and rank once."""
        stops = cls([], [])
        for level in range(1, rule.levels + 1):
            steps = {
                facts: decide(rule, Standing(0, *facts), level)
                for facts in {standings.facts_at(row) for row in range(len(standings.ranks))}
            }
            mine = [steps[standings.facts_at(row)] for row in range(len(standings.ranks))]
            stops.nearest.append(_nearest(standings, mine))
            stops.rates_bp.append([step.rate_bp for step in mine])
        return stops


def _nearest(standings: Standings, steps: list[Step]) -> list[int]:
    tree = standings.tree
    nearest = [NOBODY] * (len(steps) + 1)
    for row in tree.sponsors_first:
        passes = steps[row].decision == PASSED_OVER
        nearest[row] = nearest[tree.sponsor_rows[row]] if passes else row
    return nearest
