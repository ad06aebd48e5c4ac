"""The frozen types of a simulation. Amounts are minor units of the plan's currency."""

from __future__ import annotations

from dataclasses import dataclass

from core.rates import WHOLE_BP
from core.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class SimulatedPeriod:
    """One period: what its orders were worth, what was paid then, and what the plan would pay."""

    period_key: str
    members: int
    net_minor: int
    then_minor: int
    now_minor: int

    @property
    def then_bp(self) -> int:
        """Return what was paid as a share of the net value, in basis points."""
        return _share_bp(self.then_minor, self.net_minor)

    @property
    def now_bp(self) -> int:
        """Return what the plan would pay as a share of the net value, in basis points."""
        return _share_bp(self.now_minor, self.net_minor)


@dataclass(frozen=True, slots=True)
class RuleShare:
    """What one rule would pay over all periods, and what the rule of that id paid then."""

    rule_id: str
    names: dict[str, str]
    then_minor: int
    now_minor: int


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of those who earn by either plan, the best paid then first."""

    number: int
    members: int
    then_minor: int
    now_minor: int
    winners: int
    losers: int


@dataclass(frozen=True, slots=True)
class Mover:
    """A member whose earnings change, over all periods."""

    member_id: int
    then_minor: int
    now_minor: int

    @property
    def change_minor(self) -> int:
        """Return by how much they change."""
        return self.now_minor - self.then_minor


@dataclass(frozen=True, slots=True)
class Warning:
    """Something about the plan that should be looked at: what, in which period, how much.

    `kind` is "above_limit", "grows" or "one_takes_most"; `share_bp` is the share that it is about.
    """

    kind: str
    period_key: str
    share_bp: int
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a plan would have paid over past periods, against what was paid."""

    plan_label: str
    sha256: str
    currency: str
    periods: tuple[SimulatedPeriod, ...]
    rules: tuple[RuleShare, ...]
    deciles: tuple[Decile, ...]
    winners: tuple[Mover, ...]
    losers: tuple[Mover, ...]
    winner_count: int
    loser_count: int
    warnings: tuple[Warning, ...]

    @property
    def whole(self) -> SimulatedPeriod:
        """Return all periods together."""
        return SimulatedPeriod(
            "",
            max((each.members for each in self.periods), default=0),
            sum(each.net_minor for each in self.periods),
            sum(each.then_minor for each in self.periods),
            sum(each.now_minor for each in self.periods),
        )


def _share_bp(part_minor: int, whole_minor: int) -> int:
    return round_half_up(part_minor * WHOLE_BP, whole_minor) if whole_minor > 0 else 0
