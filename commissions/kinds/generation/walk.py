"""Generation commission: who earns on an order, and in which generation it stands from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commissions.engine.facts import PASSED_OVER, TOOK, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import Generation

NO_SHARE = "no_share"
BLOCKED = "blocked"
TOO_DEEP = "too_deep"


@dataclass(slots=True)
class _Count:
    """Generations between an order and a member, for leaders from one step of the ladder on.

    `ended` are those that boundaries have ended, `is_alive` whether the one going on has anybody
    with volume on the way; the order's own generation has.
    """

    ended: int = 0
    is_alive: bool = True


@dataclass(slots=True)
class _Way:
    """What stands between an order and the next member up."""

    rule: Generation
    counts: dict[int, _Count]
    passed: Counter[int] = field(default_factory=Counter)
    highest: int = -1

    @classmethod
    def of(cls, rule: Generation) -> _Way:
        """Begin below the order's own member."""
        return cls(rule, {step: _Count() for step in rule.thresholds.values()})

    @property
    def is_over(self) -> bool:
        """Tell whether no generation is left for anybody further up."""
        return all(self._generation(step) > self.rule.levels for step in self.counts)

    def step(self, standing: Standing) -> Step:
        """Say what a member takes."""
        rates = self.rule.rates_by_rank.get(standing.rank, ())
        if not rates:
            return Step(standing.member_id, 0, PASSED_OVER, self._obstacle(standing) or NO_SHARE)
        generation = self._generation(self.rule.thresholds[standing.rank])
        hurdle = self._obstacle(standing) or self._blocked(standing)
        if not hurdle and generation > len(rates):
            hurdle = TOO_DEEP
        if hurdle:
            return Step(standing.member_id, generation, PASSED_OVER, hurdle)
        return Step(standing.member_id, generation, TOOK, "", rates[generation - 1])

    def pass_seller(self, standing: Standing) -> None:
        """Go on above the order's own member: whether it ends a generation is the convention."""
        if self.rule.opens:
            self.pass_by(standing)

    def pass_by(self, standing: Standing) -> None:
        """Go on above a member: it may end a generation, and stand in the way of others."""
        has_volume, is_leader = standing.pv_minor > 0, self.rule.bounds(standing)
        step = self.rule.step(standing.rank)
        for threshold, count in self.counts.items():
            bounds = is_leader and step >= threshold
            if self.rule.opens:
                count.is_alive = count.is_alive or has_volume
            if bounds:
                count.ended += count.is_alive or self.rule.empty_count
                count.is_alive = has_volume and not self.rule.opens
            elif not self.rule.opens:
                count.is_alive = count.is_alive or has_volume
        if is_leader:
            self.passed[step] += 1
            self.highest = max(self.highest, step)

    def _generation(self, threshold: int) -> int:
        count = self.counts[threshold]
        return count.ended + (count.is_alive or self.rule.empty_count)

    def _obstacle(self, standing: Standing) -> str:
        return self.rule.takers.obstacle(standing)

    def _blocked(self, standing: Standing) -> str:
        step, allowed = self.rule.step(standing.rank), self.rule.equals_allowed
        is_blocked = self.rule.stops_at_higher and self.highest > step
        if allowed is not None and self.passed[step] >= allowed:
            is_blocked = True
        return BLOCKED if is_blocked else ""


def climb(rule: Generation, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up member by member and say who takes which generation: the meaning of the rule."""
    way = _Way.of(rule)
    for place, standing in enumerate(uplines):
        if place == 0:
            if rule.starts_at_seller(volume.kind):
                yield way.step(standing)
            way.pass_seller(standing)
            continue
        if way.is_over:
            return
        yield way.step(standing)
        way.pass_by(standing)


def earnings(rule: Generation, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period, generation by generation; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Keeps:  an order stands in one generation of each earner.
    Source: plan rule of kind "generation".
    """
    standings = ground.standings
    for volume in standings.picture.volumes:
        base_minor = ground.plan.base_minor(rule, volume)
        if not base_minor:
            continue
        for step in climb(rule, volume, standings.uplines_of(rule, volume.member_id)):
            amount_minor = rule.amount_minor(base_minor, step.rate_bp)
            if amount_minor:
                yield Earning(
                    rule.id, step.member_id, volume, step.level, step.rate_bp, base_minor,
                    amount_minor,
                )  # fmt: skip
