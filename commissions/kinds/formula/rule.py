"""The terms of a bonus by formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.requirement import RANK_FACTS
from commissions.engine.rule import Rule
from commissions.formulas.formula import Formula

from . import walk

# Facts that are added up over whole groups.
GROUP_SUMS = {"group_cv", "group_net"}


@dataclass(frozen=True, slots=True)
class ByFormula(Rule):
    """A rule of kind "formula": each member is paid what a formula over its facts comes to.

    `of` are the rules above whose payments the formula calls "earned".
    """

    pays: Formula
    is_for_active: bool
    of: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the rules whose payments it needs."""
        return self.of

    @property
    def looks_at_ranks(self) -> bool:
        """Some facts are about ranks below."""
        return bool(self.pays.names & RANK_FACTS)

    @property
    def needs_buyers(self) -> bool:
        """A formula may count customers."""
        return "customers" in self.pays.names

    @property
    def needs_one_tree(self) -> bool:
        """Groups may be added up."""
        return bool(self.pays.names & GROUP_SUMS)

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay member by member."""
        return walk.earnings(self, ground)
