"""Infinity commission: beyond a depth, the rate of a rank, blocked or as a differential."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissions.engine.facts import PASSED_OVER, TOOK, USED_UP, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import Infinity

NO_SHARE = "no_share"
TOO_NEAR = "too_near"
NOTHING_LEFT = "nothing_left"


@dataclass(slots=True)
class _Way:
    """How far up an order has come, and what is taken or used up of it."""

    rule: Infinity
    level: int = 0
    generation: int = 1
    counted: int = 0

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left for anybody further up."""
        if self.rule.is_differential:
            return self.counted >= self.rule.most_bp
        return self.counted > 0

    def step(self, standing: Standing) -> Step:
        """Say what the next member up does."""
        self.level += 1
        rate, below = self.rule.rate_by_rank.get(standing.rank, 0), self.counted
        decision, why = self._decision(standing, rate)
        granted = 0 if decision == PASSED_OVER else rate - below
        self.counted += granted
        self.generation += standing.rank in self.rule.boundaries
        return Step(standing.member_id, 0, decision, why, granted, below)

    def _decision(self, standing: Standing, rate: int) -> tuple[str, str]:
        hurdle = self.rule.takers.obstacle(standing)
        if not rate:
            return PASSED_OVER, hurdle or NO_SHARE
        if rate <= self.counted:
            return PASSED_OVER, NOTHING_LEFT
        if hurdle:
            return (PASSED_OVER if hurdle in self.rule.takers.pass_over else USED_UP), hurdle
        if self.level < self.rule.from_level or self.generation < self.rule.from_generation:
            return (USED_UP if self.rule.near_blocks else PASSED_OVER), TOO_NEAR
        return TOOK, ""


def climb(rule: Infinity, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up from the sponsor on and say what each member did: the meaning of the rule."""
    way = _Way(rule)
    for place, standing in enumerate(uplines):
        if place == 0:
            continue
        yield way.step(standing)
        if way.is_over:
            return


def earnings(rule: Infinity, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period to leaders beyond the depth; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Keeps:  per order, the rates add up to at most the highest one; the rest is the company's.
    Source: plan rule of kind "infinity".
    """
    standings = ground.standings
    for volume in standings.picture.volumes:
        base_minor = ground.plan.base_minor(rule, volume)
        if not base_minor:
            continue
        for step in climb(rule, volume, standings.uplines_of(rule, volume.member_id)):
            amount_minor = rule.amount_minor(base_minor, step.rate_bp)
            if step.decision == TOOK and amount_minor:
                yield Earning(
                    rule.id, step.member_id, volume, 0, step.rate_bp, base_minor, amount_minor
                )
