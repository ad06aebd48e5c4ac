"""Differential commission: an upline takes the gap between its stage and the best stage below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissions.engine.facts import PASSED_OVER, TOOK, USED_UP, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import Differential

# What may keep somebody from taking a gap, beside the obstacles of every plan; and what a taker
# may have taken other than the gap.
NOTHING_LEFT = "nothing_left"
OVERTAKEN = "overtaken"
AT_OWN_STAGE = "at_own_stage"
EQUAL = "equal"
LEAST = "least"


@dataclass(slots=True)
class _Way:
    """What an order has paid so far on its way up, in basis points.

    `reached` is the highest stage met, `counted` what is off for those above: both differ only
    where more than the gap is paid within the cap. `taken` is what the one who brought it to
    `reached` took, 0 if that share was used up or nothing was left of it.
    """

    rule: Differential
    counted: int = 0
    reached: int = 0
    taken: int = 0
    equal_is_open: bool = True
    least_is_open: bool = True
    has_ended: bool = False

    @property
    def is_over(self) -> bool:
        """Tell whether nobody further up can get anything."""
        rule = self.rule
        open_to_equals = rule.equal is not None and self.equal_is_open
        is_full = self.counted >= rule.stages.top_bp
        keeps_distance = rule.least_bp > 0 and self.least_is_open
        return self.has_ended or (is_full and not open_to_equals and not keeps_distance)

    def step(self, standing: Standing) -> Step:
        """Say what the next member does."""
        hurdle, stage = self.rule.takers.obstacle(standing), self.rule.stages.rate_of(standing)
        below = self.counted
        if hurdle in self.rule.takers.pass_over:
            return Step(standing.member_id, 0, PASSED_OVER, hurdle, 0, below)
        if stage < self.reached and self.rule.overtaken_ends:
            self.has_ended = True
            return Step(standing.member_id, 0, USED_UP, OVERTAKEN, 0, below)
        granted, special = self._granted(stage, takes=not hurdle)
        if not granted:
            return Step(standing.member_id, 0, PASSED_OVER, hurdle or NOTHING_LEFT, 0, below)
        if hurdle:
            return Step(standing.member_id, 0, USED_UP, hurdle, stage - below, below)
        return Step(standing.member_id, 0, TOOK, special, granted, below)

    def use_up(self, stage: int) -> None:
        """Count a stage that nobody is paid for."""
        self.counted = self.reached = stage

    def _granted(self, stage: int, *, takes: bool) -> tuple[int, str]:
        """Grant what a stage gets, and say what it is beside the gap; who takes it or not.

        Whoever may not take and is not passed over uses up all the same, so nobody else gets it.
        """
        if stage == self.reached and self.taken and self._pays_equals(stage):
            self.equal_is_open = False
            assert self.rule.equal is not None
            return self._beyond(self.rule.equal.granted_bp(self.taken)), EQUAL
        gap = max(stage - self.counted, 0)
        if gap < self.rule.least_bp and self._keeps_a_distance(stage):
            self.least_is_open = False
            granted, special = self._beyond(self.rule.least_bp, gap), LEAST
        else:
            self.counted += gap
            granted, special = gap, ""
        if stage > self.reached:
            self._reach(stage, granted if takes else 0)
        return granted, special

    def _pays_equals(self, stage: int) -> bool:
        equal = self.rule.equal
        return equal is not None and self.equal_is_open and stage >= equal.from_bp

    def _keeps_a_distance(self, stage: int) -> bool:
        return self.least_is_open and self.taken > 0 and stage >= self.reached

    def _beyond(self, wished: int, gap: int = 0) -> int:
        """Return what is granted beyond the gap, and count it where the cap does."""
        if not self.rule.is_within_cap:
            self.counted += gap
            return wished
        granted = min(wished, self.rule.stages.top_bp - self.counted)
        self.counted += granted
        return granted

    def _reach(self, stage: int, taken: int) -> None:
        self.reached, self.taken = stage, taken
        if self.rule.equal is not None and self.rule.equal.is_per_stage:
            self.equal_is_open = True


def climb(rule: Differential, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up member by member and say what each one did: the meaning of the rule.

    Keeps:  the gaps taken or used up add up to the highest stage met.
    """
    way, start = _Way(rule), rule.start(volume.kind)
    for place, standing in enumerate(uplines):
        if place == 0 and start != "seller":
            if start == "above_seller":
                stage = rule.stages.rate_of(standing)
                way.use_up(stage)
                yield Step(standing.member_id, 0, USED_UP, AT_OWN_STAGE, stage, 0)
            continue
        yield way.step(standing)
        if way.is_over:
            return


def earnings(rule: Differential, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period, gap by gap; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Keeps:  per order, the rates add up to at most what `most_bp` says.
    Source: plan rule of kind "differential".
    """
    standings = ground.standings
    for volume in standings.picture.volumes:
        base_minor = ground.plan.base_minor(rule, volume)
        if not base_minor:
            continue
        uplines = standings.uplines_of(rule, volume.member_id)
        for step in climb(rule, volume, uplines):
            amount_minor = rule.amount_minor(base_minor, step.rate_bp)
            if step.decision == TOOK and amount_minor:
                yield Earning(
                    rule.id, step.member_id, volume, step.level, step.rate_bp, base_minor,
                    amount_minor,
                )  # fmt: skip
