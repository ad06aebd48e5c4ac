"""Where the climb of an order stops on each level: pointers over those who are passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, PASSED_OVER, TOOK, Standing, Step
from commissions.engine.standings import Standings
from commissions.engine.tree import NOBODY, Tree

if TYPE_CHECKING:
    from .rule import Unilevel

Decide = Callable[["Unilevel", Standing, int], Step]


@dataclass(frozen=True, slots=True)
class Stop:
    """For one level: who takes it, and per member the nearest one, itself included, who stops it.

    Both end with an entry for NOBODY, which is the last row to Python.
    """

    takes: list[bool]
    nearest: list[int]


class Stops:
    """The stops of every level; levels that are open to the same ranks share theirs.

    Years of members who no longer buy lie between a seller and whoever may still be paid: with
    these pointers the cost of an order depends on the levels paid, not on the depth of the tree.
    """

    def __init__(self, rule: Unilevel, standings: Standings, tree: Tree, decide: Decide) -> None:
        self._rule, self._standings, self._tree, self._decide = rule, standings, tree, decide
        self._ranks = set(standings.ranks)
        self._by_level: dict[int, Stop] = {}
        self._by_ranks: dict[frozenset[str], Stop] = {}
        self._buyers = self._find_buyers() if rule.inactive_volume != "pays" else []

    def at(self, level: int) -> Stop:
        """Return the stops of a level."""
        found = self._by_level.get(level)
        if found is None:
            open_to = frozenset(rank for rank in self._ranks if self._rule.is_open(rank, level))
            if open_to not in self._by_ranks:
                self._by_ranks[open_to] = self._find(level)
            found = self._by_level[level] = self._by_ranks[open_to]
        return found

    def buyer(self, row: int) -> int:
        """Return who counts as the buyer of a member's order, NOBODY if the order pays nothing."""
        return self._buyers[row] if self._buyers else row

    def _find_buyers(self) -> list[int]:
        is_pushed, buyers = self._rule.inactive_volume == "pushed_up", [NOBODY] * self._room
        for row in self._tree.sponsors_first:
            status, is_active, _rank = self._standings.facts_at(row)
            if status == MAY_EARN and is_active:
                buyers[row] = row
            elif is_pushed:
                buyers[row] = buyers[self._tree.sponsor_rows[row]]
        return buyers

    def _find(self, level: int) -> Stop:
        tree, decisions = self._tree, _Decisions(self._rule, level, self._decide)
        takes, nearest = [False] * self._room, [NOBODY] * self._room
        for row in tree.sponsors_first:
            decision = decisions[self._standings.facts_at(row)]
            takes[row] = decision == TOOK
            nearest[row] = nearest[tree.sponsor_rows[row]] if decision == PASSED_OVER else row
        return Stop(takes, nearest)

    @property
    def _room(self) -> int:
        return len(self._tree.sponsor_rows) + 1


class _Decisions(dict[tuple[str, bool, str], str]):
    """What members of the same status, activity and rank do with a level, asked once per kind."""

    def __init__(self, rule: Unilevel, level: int, decide: Decide) -> None:
        self._rule, self._level, self._decide = rule, level, decide

    def __missing__(self, facts: tuple[str, bool, str]) -> str:
        nobody_in_particular = Standing(0, *facts)
        self[facts] = self._decide(self._rule, nobody_in_particular, self._level).decision
        return self[facts]
