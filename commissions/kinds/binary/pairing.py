"""How two sides are matched: by a rate of the weaker side, in cycles, or by the largest step.

A form counts what it matches in units: hundredths of a point, or whole cycles. Each unit uses up
volume of both sides, and the stronger side never gives less than the weaker one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import NamedTuple

from commissions.kinds.by_rank import ByRank, of_rank
from core.rates import share
from core.rounding import TO_THE_UNIT, Rounding, round_half_up

POINT = 100
LEFT = "left"
RIGHT = "right"


class Sides(NamedTuple):
    """What lies left and right, or what is taken from there, in hundredths of a point."""

    left: int
    right: int

    def stronger(self, weak_at_tie: str) -> str:
        """Name the side with more; of equal ones the plan says which is the weaker."""
        if self.left == self.right:
            return RIGHT if weak_at_tie == LEFT else LEFT
        return LEFT if self.left > self.right else RIGHT

    def less(self, taken: Sides) -> Sides:
        """Return what is left."""
        return Sides(self.left - taken.left, self.right - taken.right)

    def plus(self, more: Sides) -> Sides:
        """Return both together."""
        return Sides(self.left + more.left, self.right + more.right)


class Pay(NamedTuple):
    """What units come to: a rate of a base, or an amount that has neither."""

    amount_minor: int
    rate_bp: int = 0
    base_minor: int = 0


def given(strong: int, weak: int, stronger: str) -> Sides:
    """Return what the two sides give, the stronger one first."""
    return Sides(strong, weak) if stronger == LEFT else Sides(weak, strong)


@dataclass(frozen=True, slots=True)
class Pairing(ABC):
    """One way to match two sides."""

    weak_at_tie: str

    @abstractmethod
    def most_units(self, sides: Sides) -> int:
        """Return how many units the two sides hold."""

    @abstractmethod
    def used(self, sides: Sides, units: int) -> Sides:
        """Return what so many units take from the two sides, never more than they hold."""

    @abstractmethod
    def pay(self, units: int, rank: str) -> Pay:
        """Return what so many units pay."""

    @abstractmethod
    def units_paid_by(self, limit_minor: int, units: int, rank: str) -> int:
        """Return the fewest units that pay a limit which `units` of them exceed."""

    def limited(self, units: int, most: int) -> int:
        """Return the most units that a limit on units lets through."""
        return min(units, most)

    def rounded(self, rounding: Rounding) -> Pairing:
        """Return it with another way to round rates; whoever takes none stays as it is."""
        return self


@dataclass(frozen=True, slots=True)
class WeakSide(Pairing):
    """A rate of what the sides have in common, in the ratio `strong_part` to `weak_part`.

    Only whole multiples of `pairs_of` are matched. One unit is a hundredth of a matched point.
    """

    rates_bp: ByRank
    strong_part: int
    weak_part: int
    point_value_minor: int
    pairs_of: int
    rounding: Rounding = TO_THE_UNIT

    def rounded(self, rounding: Rounding) -> WeakSide:
        """Return it with another way to round the rate; the points' worth stays rounded half up."""
        return replace(self, rounding=rounding)

    def most_units(self, sides: Sides) -> int:
        """Both sides limit; that the stronger one gives the greater part is never worse."""
        return self._whole(min(max(sides) // self.strong_part, min(sides) // self.weak_part))

    def used(self, sides: Sides, units: int) -> Sides:
        """Each unit takes its parts."""
        stronger = sides.stronger(self.weak_at_tie)
        return given(self.strong_part * units, self.weak_part * units, stronger)

    def pay(self, units: int, rank: str) -> Pay:
        """Take the rank's rate of the points' worth, which is rounded half up."""
        base_minor = round_half_up(units * self.point_value_minor, POINT)
        rate_bp = of_rank(self.rates_bp, rank)
        return Pay(share(base_minor, rate_bp, self.rounding), rate_bp, base_minor)

    def units_paid_by(self, limit_minor: int, units: int, rank: str) -> int:
        """Take the proportion, up to the next whole pairs."""
        full_minor = self.pay(units, rank).amount_minor
        part = -(-units * limit_minor // full_minor)
        return min(-(-part // self.pairs_of) * self.pairs_of, units)

    def limited(self, units: int, most: int) -> int:
        """Only whole pairs pass."""
        return self._whole(min(units, most))

    def _whole(self, units: int) -> int:
        return units // self.pairs_of * self.pairs_of


@dataclass(frozen=True, slots=True)
class Cycles(Pairing):
    """An amount for each cycle; which side is the stronger one is asked anew after each cycle."""

    amounts_minor: ByRank
    strong_part: int
    weak_part: int

    def most_units(self, sides: Sides) -> int:
        """Run cycles until the sides hold no further one."""
        return self._run(sides, sum(sides))[0]

    def used(self, sides: Sides, units: int) -> Sides:
        """Run so many cycles."""
        return sides.less(self._run(sides, units)[1])

    def pay(self, units: int, rank: str) -> Pay:
        """Each cycle pays the rank's amount."""
        return Pay(units * of_rank(self.amounts_minor, rank))

    def units_paid_by(self, limit_minor: int, units: int, rank: str) -> int:
        """A cycle that the limit pays in part is used up."""
        return -(-limit_minor // of_rank(self.amounts_minor, rank))

    def _run(self, sides: Sides, at_most: int) -> tuple[int, Sides]:
        """Count the cycles and say what they leave.

        While one side stays the stronger one, all cycles are alike. From then on the sides take
        turns, so that any two cycles together take both parts from each side; at most one is over.
        """
        both = self.strong_part + self.weak_part
        alike = min(self._alike(sides), at_most)
        stronger = sides.stronger(self.weak_at_tie)
        left = sides.less(given(alike * self.strong_part, alike * self.weak_part, stronger))
        turns = min(min(left) // both, (at_most - alike) // 2)
        left = left.less(Sides(turns * both, turns * both))
        done = alike + 2 * turns
        while done < at_most and max(left) >= self.strong_part and min(left) >= self.weak_part:
            stronger = left.stronger(self.weak_at_tie)
            left = left.less(given(self.strong_part, self.weak_part, stronger))
            done += 1
        return done, left

    def _alike(self, sides: Sides) -> int:
        """Return for how many cycles the stronger side certainly stays the stronger one."""
        most = min(max(sides) // self.strong_part, min(sides) // self.weak_part)
        if self.strong_part == self.weak_part:
            return most
        return min(most, (max(sides) - min(sides)) // (self.strong_part - self.weak_part))


@dataclass(frozen=True, slots=True)
class Steps(Pairing):
    """The amount of the largest step that both sides reach; both give the step's volume.

    `steps` rise: volume and amount. A unit is a hundredth of a point of the step.
    """

    steps: tuple[tuple[int, int], ...]

    def most_units(self, sides: Sides) -> int:
        """Return the volume of the largest step within reach."""
        return self._largest(min(sides))

    def used(self, sides: Sides, units: int) -> Sides:
        """Both sides give the step."""
        return Sides(units, units)

    def pay(self, units: int, rank: str) -> Pay:
        """Return what the step pays, whatever the rank."""
        return Pay(dict(self.steps).get(units, 0))

    def units_paid_by(self, limit_minor: int, units: int, rank: str) -> int:
        """A step is used up whole if anything of it is paid."""
        return units if limit_minor else 0

    def limited(self, units: int, most: int) -> int:
        """Return the largest step within a limit."""
        return self._largest(min(units, most))

    def _largest(self, volume: int) -> int:
        return max((each for each, _pay in self.steps if each <= volume), default=0)
