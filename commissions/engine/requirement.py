"""What a rank or activity can require: each one a whole number that a member must reach."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .leg_rules import LegRule
from .people import PV, QV, People

ANYWHERE = "anywhere"
DIRECT = "direct"
ONCE = "count_once"
EACH = "count_each"


@dataclass(frozen=True, slots=True)
class Requirement(ABC):
    """Something of which a member must have at least `required`.

    `key` is how the document calls it. Units: hundredths of a point, or a count.
    """

    key: str
    required: int

    @abstractmethod
    def actual(self, people: People, row: int) -> int:
        """Return how much of it a member has."""

    def holds(self, people: People, row: int) -> bool:
        """Tell whether that is enough."""
        return self.actual(people, row) >= self.required

    @property
    def looks_at_ranks(self) -> bool:
        """Tell whether it depends on ranks of members below."""
        return False

    @property
    def names(self) -> frozenset[str]:
        """Return the facts that it names by a formula."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Points(Requirement):
    """Volume of the period or of all periods so far: see `VOLUMES` for what there is."""

    volume: str
    measure: str = PV

    def actual(self, people: People, row: int) -> int:
        """Return the volume."""
        return VOLUMES[self.volume](people, self.measure)[row]


VOLUMES: Mapping[str, Callable[[People, str], list[int]]] = {
    "personal_volume": People.personal,
    "own_purchases": People.own,
    "customer_volume": People.customer,
    "group_volume": People.group,
    "cumulative_volume": People.cumulative,
    "pushed_up_volume": People.pushed_up,
}


@dataclass(frozen=True, slots=True)
class LegVolume(Requirement):
    """Group volume of which a single leg counts only so much."""

    rule: LegRule
    measure: str = PV

    def actual(self, people: People, row: int) -> int:
        """Return what counts."""
        volumes = people.legs(self.measure)
        legs = [volumes[partner] for partner in people.partners[row]]
        return self.rule.counted(legs, people.personal(self.measure)[row], self.required)


@dataclass(frozen=True, slots=True)
class OwnGroup(Requirement):
    """Volume of the group up to whoever has reached the plan's blocking rank."""

    def actual(self, people: People, row: int) -> int:
        """Return that volume."""
        return people.own_group[row]

    @property
    def looks_at_ranks(self) -> bool:
        """The group ends at ranks."""
        return True


@dataclass(frozen=True, slots=True)
class OpenVolume(Requirement):
    """Group volume without the legs that hold somebody of the same rank or a higher one."""

    step: int
    measure: str = PV

    def actual(self, people: People, row: int) -> int:
        """Return that volume."""
        return people.open_volume(row, self.step, self.measure)

    @property
    def looks_at_ranks(self) -> bool:
        """Legs are left out by rank."""
        return True


@dataclass(frozen=True, slots=True)
class Legs(Requirement):
    """Legs of so much volume, and with somebody of a step: anywhere in the leg, or at its head.

    With `multiple` a leg counts once, or as often as it holds somebody of that step. `step` is
    None where only volume is asked.
    """

    step: int | None
    where: str = ANYWHERE
    multiple: str = ONCE
    least_minor: int | None = None
    measure: str = PV

    def actual(self, people: People, row: int) -> int:
        """Count them."""
        return sum(self._counts(people, partner) for partner in people.partners[row])

    def _counts(self, people: People, partner: int) -> int:
        least = self.least_minor
        if least is not None and people.legs(self.measure)[partner] < least:
            return 0
        if self.step is None:
            return 1
        if self.multiple == EACH:
            return people.in_leg(self.step)[partner]
        seen = people.best if self.where == ANYWHERE else people.counted
        return int(seen[partner] >= self.step)

    @property
    def looks_at_ranks(self) -> bool:
        """Legs may be asked for volume alone."""
        return self.step is not None


@dataclass(frozen=True, slots=True)
class Customers(Requirement):
    """Customers who bought something in the period, or at least so much."""

    least_minor: int = 0
    measure: str = PV

    def actual(self, people: People, row: int) -> int:
        """Count them."""
        return people.customers(self.least_minor, self.measure)[row]


@dataclass(frozen=True, slots=True)
class ActiveDirects(Requirement):
    """Active members whom a member sponsors itself."""

    def actual(self, people: People, row: int) -> int:
        """Count them."""
        return people.active_directs[row]


@dataclass(frozen=True, slots=True)
class IsActive(Requirement):
    """Being active oneself."""

    def actual(self, people: People, row: int) -> int:
        """Return 1 for yes."""
        return int(people.is_active[row])


class Condition(Protocol):
    """A formula that comes to yes or no."""

    @property
    def text(self) -> str:
        """Return how it is written."""

    @property
    def names(self) -> frozenset[str]:
        """Return the facts it depends on."""

    @property
    def root(self) -> Any:
        """Return what it is made of."""

    def value(self, facts: Mapping[str, int]) -> int:
        """Return 1 for yes."""

    def values(self, columns: Mapping[str, Any]) -> Any:
        """Return 1 for yes, for each member."""

    def check(self, columns: Mapping[str, Any]) -> None:
        """Refuse facts beyond its bounds."""


@dataclass(frozen=True, slots=True)
class ByFormula(Requirement):
    """A condition over named facts; see `FACTS`."""

    condition: Condition

    def actual(self, people: People, row: int) -> int:
        """Return 1 if it holds."""
        facts = {name: FACTS[name](people, row) for name in self.condition.names}
        return self.condition.value(facts)

    @property
    def looks_at_ranks(self) -> bool:
        """Some facts are about ranks below."""
        return bool(self.names & RANK_FACTS)

    @property
    def names(self) -> frozenset[str]:
        """Return the facts of the condition."""
        return self.condition.names


# What formulas may name of a member; the last ones are known only while ranks are worked out.
FACTS: Mapping[str, Callable[[People, int], int]] = {
    "pv": lambda people, row: people.personal(PV)[row],
    "qv": lambda people, row: people.personal(QV)[row],
    "own_pv": lambda people, row: people.own(PV)[row],
    "customer_pv": lambda people, row: people.customer(PV)[row],
    "gv": lambda people, row: people.group(PV)[row],
    "gqv": lambda people, row: people.group(QV)[row],
    "cumulative_gv": lambda people, row: people.cumulative(PV)[row],
    "strongest_leg": lambda people, row: people.strongest(PV)[row],
    "customers": lambda people, row: people.customers()[row],
    "directs": lambda people, row: people.directs[row],
    "active_directs": lambda people, row: people.active_directs[row],
    "is_active": lambda people, row: int(people.is_active[row]),
    "own_group": lambda people, row: people.own_group[row],
    "best_below": lambda people, row: 1 + people.best_below(row),
}
ACTIVITY_FACTS = frozenset({"active_directs", "is_active"})
RANK_FACTS = frozenset({"own_group", "best_below"})
