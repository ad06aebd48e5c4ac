"""What a kernel stands on: the columns of `engine.ground.Ground`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from commissions.engine.plan import Plan
from commissions.engine.rule import QUEUE, SPONSOR_TREE, Rule
from commissions.kinds.kernels import kernel_of
from core.errors import InvariantBroken

from .columns import Minor, Rows
from .day_grounds import OfDay, by_day
from .kept import Kept
from .lines import LineBlock
from .people import ArrayPeople
from .picture import ArrayPicture
from .positions import ArrayPositions
from .standing import ArrayStanding
from .standings import ArrayStandings
from .tree import ArrayTree, plant, queue


@dataclass(frozen=True, slots=True)
class ArrayGround:
    """The facts of one period as columns, in the order of the picture's members.

    `earned` holds what rules that others read have paid each member so far, by rule and row, `cut`
    which part of it their own limits took, below zero. `kept` fills with what they hand on to the
    next period. `of_day` says on which day it stands, where a plan goes by days, which fill `days`.
    """

    people: ArrayPeople
    standing: ArrayStanding
    earned: Mapping[str, Minor] = field(default_factory=dict)
    cut: Mapping[str, Minor] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    planted: dict[str, ArrayTree] = field(default_factory=dict)
    of_day: OfDay | None = None
    days: list[OfDay] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.people.plan

    @property
    def picture(self) -> ArrayPicture:
        """Return the frozen picture."""
        return self.of_day.picture if self.of_day else self.people.picture

    @property
    def tree(self) -> ArrayTree:
        """Return the sponsor tree."""
        return self.of_day.tree if self.of_day else self.people.tree

    def tree_of(self, rule: Rule) -> ArrayTree:
        """Return the tree that a rule climbs, planted when it is first asked for."""
        if rule.tree == SPONSOR_TREE:
            return self.tree
        if rule.tree not in self.planted:
            self.planted[rule.tree] = plant(_other_tree(rule.tree, self.picture))
        return self.planted[rule.tree]

    def keep(self, numbers: Kept) -> None:
        """Hand numbers of a rule on to the next period."""
        self.kept.append(numbers)

    @classmethod
    def of(cls, found: ArrayStandings) -> ArrayGround:
        """Prepare the ground, with an account for every rule that another one reads."""
        people = found.people
        read = {rule_id for rule in people.plan.rules for rule_id in rule.reads}
        earned, cut = (
            {rule_id: np.zeros(len(people.picture), np.int64) for rule_id in read} for _ in range(2)
        )
        return cls(people, found.standing, earned, cut)

    def blocks(self) -> Iterator[LineBlock]:
        """Yield what the plan pays, rule by rule, and add up what later rules read."""
        for rule in self.plan.rules:
            for block in self._blocks_of(rule):
                self.count(block)
                yield block

    def _blocks_of(self, rule: Rule) -> Iterator[LineBlock]:
        blocks, rounding = self._blocks_by_day(rule), self.plan.position_rounding
        if rounding is None:
            yield from blocks
            return
        positions = ArrayPositions.of(rule, len(self.picture))
        for block in blocks:
            positions.add(block)
            yield block
        yield from positions.blocks(rounding)

    def _blocks_by_day(self, rule: Rule) -> Iterator[LineBlock]:
        """Yield a rule's lines; one that pays for orders stands on the ground of each one's day."""
        kernel = kernel_of(rule)
        if not self.plan.goes_by_day or not rule.is_of_orders:
            yield from kernel.blocks(rule, self)
            return
        if not self.days:
            self.days.extend(by_day(self.people, self.standing))
        for each in self.days:
            ground = replace(self, standing=each.standing, of_day=each)
            for block in kernel.blocks(rule, ground):
                volumes = each.places[block.columns.volumes]
                yield replace(block, columns=block.columns._replace(volumes=volumes))

    def count(self, block: LineBlock) -> None:
        """Add up what later rules read; see `Earning.is_cut`."""
        if block.rule_id not in self.earned:
            return
        columns = block.columns
        np.add.at(self.earned[block.rule_id], columns.members, columns.amounts)
        cuts = np.flatnonzero((columns.amounts < 0) & (columns.sources == columns.members))
        np.add.at(self.cut[block.rule_id], columns.members[cuts], columns.amounts[cuts])


def _other_tree(name: str, picture: ArrayPicture) -> Rows:
    if not len(picture):
        return picture.sponsor_rows
    if name == QUEUE and picture.joined_on is not None:
        return queue(picture.joined_on)
    if name != QUEUE and picture.placement is not None:
        return picture.placement.parent_rows
    raise InvariantBroken(f"the picture has no {name} tree")
