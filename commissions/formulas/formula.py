"""A formula that was read: what it comes to, for one member or for all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise

from core.errors import InvariantBroken

from .all_at_once import Column, evaluate_all
from .directions import turns
from .node import Node, Op
from .one_by_one import evaluate
from .units import Fact, Facts, Unit


@dataclass(frozen=True, slots=True)
class Formula:
    """One line over named facts; its units fit and its numbers are bounded, whatever the facts."""

    text: str
    root: Node
    facts: Facts = field(compare=False, repr=False)
    currency: str

    @property
    def unit(self) -> Unit:
        """Return what it comes to."""
        return self.root.unit

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the least and the greatest number that it can come to."""
        return self.root.low, self.root.high

    @property
    def names(self) -> frozenset[str]:
        """Return the facts it depends on; constants are not among them."""
        return frozenset(node.name for node in nodes(self.root) if node.op is Op.FACT)

    @property
    def may_fall_with(self) -> frozenset[str]:
        """Return the facts of which more can mean less, or a no where there was a yes."""
        return turns(self.root).fall

    @property
    def conditions(self) -> tuple[Formula, ...]:
        """Return the conditions that must all hold, one by one; itself if it is a single one."""
        parts = self.root.parts if self.root.op is Op.AND else (self.root,)
        return tuple(replace(self, text=part.place.text, root=part) for part in parts)

    def value(self, facts: Mapping[str, int]) -> int:
        """Return what it comes to for one member; yes is 1 and no is 0."""
        for name in self.names:
            self._bounded(name, facts[name], facts[name])
        return evaluate(self.root, facts)

    def values(self, columns: Mapping[str, Column]) -> Column:
        """Return what it comes to for each member; yes is 1 and no is 0."""
        self.check(columns)
        return evaluate_all(self.root, columns)

    def check(self, columns: Mapping[str, Column]) -> None:
        """Refuse facts beyond the bounds that its steps are proven for.

        Raises: InvariantBroken.
        """
        for name in self.names & columns.keys():
            if columns[name].size:
                self._bounded(name, int(columns[name].min()), int(columns[name].max()))

    def _bounded(self, name: str, least: int, most: int) -> None:
        low, high = self.facts[name].bounds
        if not low <= least <= most <= high:
            raise InvariantBroken(f"the fact {name} is out of its bounds")


@dataclass(frozen=True, slots=True)
class Defined:
    """A formula with a meaning of its own, under whose name other formulas use it."""

    formula: Formula
    meaning: str | Promise

    @property
    def fact(self) -> Fact:
        """Return what it is to the formulas that name it."""
        return Fact(self.formula.unit, self.meaning, *self.formula.bounds)


def nodes(root: Node) -> Iterator[Node]:
    """Yield a node and everything below it."""
    yield root
    for part in root.parts:
        yield from nodes(part)
