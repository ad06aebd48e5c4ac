"""Correct a closed period: what its lines shall be by now, less all that was booked for them.

Both ways start from what is left of an order, never from what came back this time. So any number
of returns in any order ends where one return of the same pieces ends, and what is nothing in the
end takes back exactly what was paid.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .facts import Closed, Correction, Earning, Picture, Reversal, Volume
from .ground import Ground
from .handed_on import Changes, HandedOn, begun_with, changes, of_members
from .plan import Plan
from .remainder import what_is_left
from .settlement import Settlement
from .standings import Standings, stand
from .tree import NOBODY

Key = tuple[str, int, int, int, int, int]
NONE = -1


class Booked(NamedTuple):
    """What was booked for one line of a closed period so far, its corrections included.

    `line_no` is None where only corrections ever paid it.
    """

    rule_id: str
    entry_id: int | None
    member_id: int
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    line_no: int | None
    source_id: int | None = None

    @property
    def key(self) -> Key:
        """Return what makes it the same line."""
        return _key(self.rule_id, self.entry_id, self.source_id, self)


def _key(rule_id: str, entry_id: int | None, source_id: int | None, line: Booked | Earning) -> Key:
    return (
        rule_id,
        NONE if entry_id is None else entry_id,
        source_id or NONE,
        line.member_id,
        line.level,
        line.rate_bp,
    )


class Judged(NamedTuple):
    """What a member was when the period was published: what decides who may take a level."""

    is_active: bool
    rank: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed period settled again with what is left of its orders.

    `touched` are the orders whose lines may be others now: no more than these need comparing,
    unless the plan also pays what rests on no single order; then the period `is_whole`. `ground`
    pays what is due for them.
    """

    ground: Ground
    touched: tuple[Volume, ...]
    is_whole: bool

    def due(self) -> Iterator[Earning]:
        """Yield what the touched orders pay now."""
        return self.ground.lines()

    def hands_on(self) -> dict[int, HandedOn]:
        """Return what the members take along into the next period, once all `due` was taken."""
        standings = self.ground.standings
        return of_members(standings.picture.member_ids, standings.ranked, self.ground.kept)


def due_at_original_rates(
    plan: Plan, left: Mapping[int, Volume], booked: Iterable[Booked]
) -> Iterator[Earning]:
    """Yield what each booked line pays of what is left: same taker, same level, same rate."""
    for line in booked:
        assert line.entry_id is not None
        volume, rule = left[line.entry_id], plan.order_rule(line.rule_id)
        base_minor = plan.base_minor(rule, volume)
        amount_minor = rule.amount_minor(base_minor, line.rate_bp)
        if amount_minor:
            yield Earning(
                line.rule_id, line.member_id, volume, line.level, line.rate_bp, base_minor,
                amount_minor,
            )  # fmt: skip


def reopen(
    plan: Plan, picture: Picture, judged: Sequence[Judged], suspects: Collection[int]
) -> Reopened:
    """Settle a closed period again, with its own network and what is left of its orders.

    `judged` are its members as they were published, row by row; `suspects` the orders of which
    something came back, now or before. Lines of others can differ only where somebody above them,
    or the seller itself, is now something else than was published: unless ranks or trees go by
    days, of which it knows the last alone.
    """
    standings = stand(plan, picture)
    if plan.goes_by_day or not plan.is_of_orders:
        return Reopened(Ground.of(plan, standings), picture.volumes, is_whole=True)
    is_under = _under_somebody_changed(plan, standings, judged)
    touched = tuple(
        volume
        for volume in picture.volumes
        if volume.entry_id in suspects or is_under[standings.tree.row_of[volume.member_id]]
    )
    narrowed = dataclasses.replace(standings, picture=dataclasses.replace(picture, volumes=touched))
    return Reopened(Ground.of(plan, narrowed), touched, is_whole=False)


def differences(
    plan: Plan, closed: Closed, due: Iterable[Earning], booked: Iterable[Booked],
    left: Mapping[int, Volume],
) -> Iterator[Correction]:  # fmt: skip
    """Yield a line for every amount that is due and not booked, or booked and not due.

    Keeps:  what is booked and the differences add up to what is due, line by line.
    """
    owed: dict[Key, _Sum] = defaultdict(_Sum)
    for line in due:
        owed[_key(line.rule_id, _entry(line), line.source_id, line)].add(line)
    paid: dict[Key, _Sum] = defaultdict(_Sum)
    for each in booked:
        paid[each.key].add(each, each.line_no)
    places = {rule.id: place for place, rule in enumerate(plan.rules)}

    def in_order(key: Key) -> tuple[int, str, int, int, int, int]:
        rule_id, entry_id, source_id, member_id, level, rate_bp = key
        ref = "" if entry_id == NONE else left[entry_id].order_ref
        return places[rule_id], ref, source_id, level, member_id, rate_bp

    for key in sorted(owed.keys() | paid.keys(), key=in_order):
        new, old = owed.get(key, _Sum()), paid.get(key, _Sum())
        base_minor = new.base_minor - old.base_minor
        amount_minor = new.amount_minor - old.amount_minor
        if amount_minor:
            rule_id, entry_id, source_id, member_id, level, rate_bp = key
            source = None if source_id == NONE else source_id
            yield Correction(
                rule_id, member_id, left.get(entry_id), level, rate_bp, base_minor, amount_minor,
                closed.run_id, closed.period_key, old.line_no, source,
            )  # fmt: skip


@dataclass(slots=True)
class _Sum:
    """What lines of the same key come to, and the number of the last one that was published."""

    base_minor: int = 0
    amount_minor: int = 0
    line_no: int | None = None

    def add(self, line: Earning | Booked, line_no: int | None = None) -> None:
        self.base_minor += line.base_minor
        self.amount_minor += line.amount_minor
        self.line_no = max(self.line_no or 0, line_no or 0) or None


def _entry(line: Earning) -> int | None:
    return line.volume.entry_id if line.volume else None


@dataclass(frozen=True, slots=True)
class Paid:
    """A settled period with everything it has paid, held in memory: for examples and proofs.

    `hands_on` is what its members take along as far as was known until now.
    """

    standings: Standings
    booked: tuple[Booked, ...]
    hands_on: Mapping[int, HandedOn] = field(default_factory=dict)

    @classmethod
    def of(cls, settlement: Settlement) -> Paid:
        """Keep a settlement; its lines are numbered from 1, as a run numbers them."""
        booked = tuple(
            Booked(
                line.rule_id, _entry(line), line.member_id, line.level, line.rate_bp,
                line.base_minor, line.amount_minor, number, line.source_id,
            )
            for number, line in enumerate(settlement.lines, start=1)
        )  # fmt: skip
        standings = settlement.standings
        taken_along = of_members(standings.picture.member_ids, standings.ranked, settlement.carried)
        return cls(standings, booked, taken_along)


class Corrected(NamedTuple):
    """What a period is corrected by, and what its members take along otherwise than was known."""

    lines: tuple[Correction, ...]
    changed: Changes = {}


def correct(
    plan: Plan, closed: Closed, paid: Paid, back: Sequence[Reversal], begins: Changes | None = None
) -> Corrected:
    """Return what a settled period is corrected by once all this has come back of its orders.

    `begins` is what its members brought along otherwise than it was settled with.
    """
    volumes = what_is_left(paid.standings.picture.volumes, back)
    returned = {reversal.entry_id for reversal in back}
    if plan.returns.recomputes:
        left_over = dataclasses.replace(paid.standings.picture, volumes=volumes)
        return _settled_again(plan, closed, paid, begun_with(left_over, begins or {}), returned)
    left = {volume.entry_id: volume for volume in volumes if volume.entry_id in returned}
    booked = [b for b in paid.booked if b.entry_id in left]
    due = due_at_original_rates(plan, left, booked)
    return Corrected(tuple(differences(plan, closed, due, booked, left)))


def _settled_again(
    plan: Plan, closed: Closed, paid: Paid, picture: Picture, returned: Collection[int]
) -> Corrected:
    judged = [
        Judged(active, rank)
        for active, rank in zip(paid.standings.is_active, paid.standings.ranks, strict=True)
    ]
    again = reopen(plan, picture, judged, returned)
    left = {volume.entry_id: volume for volume in again.touched}
    booked = [
        b for b in paid.booked if b.entry_id in left or (again.is_whole and b.entry_id is None)
    ]
    lines = tuple(differences(plan, closed, again.due(), booked, left))
    if not plan.returns.goes_onward:
        return Corrected(lines)
    return Corrected(lines, changes(paid.hands_on, again.hands_on()))


def _under_somebody_changed(
    plan: Plan, standings: Standings, judged: Sequence[Judged]
) -> list[bool]:
    rows = zip(standings.is_active, standings.ranks, judged, strict=True)
    changed = [(active, rank) != was for active, rank, was in rows]
    under = [False] * len(changed)
    for tree in {rule.tree: standings.tree_of(rule) for rule in plan.rules}.values():
        below = changed.copy()
        for row in tree.sponsors_first:
            above = tree.sponsor_rows[row]
            if above != NOBODY and below[above]:
                below[row] = True
        under = [known or new for known, new in zip(under, below, strict=True)]
    return under
