"""What an example promises of each drawn period, and how the period came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commissions.engine.facts import Carry, Correction, Earning
from commissions.engine.standings import Standings

from .example_carries import Promised
from .example_tree import ExampleTree


@dataclass(frozen=True, slots=True)
class ExamplePeriod:
    """A drawn period and what it must come to, by the members' names."""

    tree: ExampleTree
    pays_minor: Mapping[str, int]
    ranks: Mapping[str, str]
    earned_ranks: Mapping[str, str]
    titles: Mapping[str, str]
    volumes_minor: Mapping[str, int]
    carries: Mapping[str, Promised]
    reserves_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One promise: a period, or several in a row in which members keep what they reached."""

    name: str
    periods: tuple[ExamplePeriod, ...]


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """How one period of a promise came out."""

    period: ExamplePeriod
    lines: tuple[Earning, ...]
    standings: Standings
    corrections: tuple[tuple[str, Correction], ...] = ()
    carried: tuple[Carry, ...] = ()
