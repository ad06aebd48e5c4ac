"""Volumes and counts of all members as columns: what `engine.people` says, and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from commissions.engine.facts import OWN
from commissions.engine.people import CUMULATIVE, LOWEST, PV
from commissions.engine.plan import Plan
from commissions.engine.tree import NOBODY

from .columns import LARGEST, Flags, Minor, Rows
from .compiled import compiled
from .days import ArrayDays
from .picture import ArrayPicture
from .tree import ArrayTree


class ArrayPeople:
    """Columns by member; each is worked out when it is first asked for.

    `is_active` is set once activity is known, and `seen`, the steps that those above see, once
    ranks are.
    """

    def __init__(self, plan: Plan, picture: ArrayPicture, tree: ArrayTree) -> None:
        self.plan, self.picture, self.tree = plan, picture, tree
        self.days = ArrayDays(picture, tree)
        self.is_active: Flags = np.zeros(len(picture), np.bool_)
        self.seen: Rows = np.full(len(picture), LOWEST, np.int32)
        self._known: dict[tuple[str, str], Minor] = {}

    def personal(self, measure: str = PV) -> Minor:
        """Return what each member bought, with its customers' volume where the plan counts it."""
        if self.plan.customer_volume == "to_partner":
            return self._once("personal", measure, self._both)
        return self.own(measure)

    def own(self, measure: str = PV) -> Minor:
        """Return what each member bought for itself."""
        return self._once("own", measure, lambda of: self._summed(of, is_own=True))

    def customer(self, measure: str = PV) -> Minor:
        """Return what each member's customers bought."""
        return self._once("customer", measure, lambda of: self._summed(of, is_own=False))

    def legs(self, measure: str = PV) -> Minor:
        """Return each member's personal volume and all below it: the leg it is to its sponsor."""
        if not self.picture.moves:
            return self.collected(measure)
        return self._once("legs", measure, lambda of: self._by_day(of, is_leg=True))

    def collected(self, measure: str = PV) -> Minor:
        """Return each member's personal volume and all that was below it on the order's day."""
        if not self.picture.moves:
            return self._once(
                "collected", measure, lambda of: self.tree.sums_below(self.personal(of))
            )
        return self._once("collected", measure, lambda of: self._by_day(of, is_leg=False))

    def group(self, measure: str = PV) -> Minor:
        """Return the group volumes as the plan counts them."""
        if self.plan.own_volume_in_group:
            return self.collected(measure)
        return self._once("group", measure, lambda of: self.collected(of) - self.personal(of))

    def cumulative(self, measure: str = PV) -> Minor:
        """Return the group volumes of all periods so far, with this one."""
        return self._once("cumulative", measure, self._cumulative)

    def pushed_up(self, measure: str = PV) -> Minor:
        """Return each active member's personal volume with that of the inactive ones below it."""
        return self._once("pushed up", measure, self._pushed_up)

    def strongest(self, measure: str = PV) -> Minor:
        """Return the volume of each member's strongest leg, nothing without one."""
        return self._once("strongest", measure, self._strongest)

    @cached_property
    def directs(self) -> Minor:
        """Count whom each member sponsors, unless they left."""
        return self.above(self.picture.may_earn.astype(np.int64))

    @property
    def active_directs(self) -> Minor:
        """Count the active members whom each one sponsors."""
        return self.above(self.is_active.astype(np.int64))

    def customers(self, least: int = 0, measure: str = PV) -> Minor:
        """Count each member's customers who bought at least so much in all."""
        volumes = self.picture.volumes
        sold = np.flatnonzero(~volumes.is_own)
        known = volumes.buyers
        orders = np.unique(volumes.order_refs[sold], return_inverse=True)[1].astype(np.int64)
        # Whoever is not named is another customer with each order.
        who = orders + (len(known.names) if known else 0)
        if known is not None:
            nobody = known.code("")
            who = np.where(known.rows[sold] == nobody, who, known.rows[sold])
        pairs = np.stack([volumes.member_rows[sold].astype(np.int64), who])
        each, place = np.unique(pairs, axis=1, return_inverse=True)
        bought = np.zeros(each.shape[1], np.int64)
        np.add.at(bought, place.ravel(), self._points(measure)[sold])
        counts = np.zeros(len(self.picture), np.int64)
        np.add.at(counts, each[0], ((bought > 0) & (bought >= least)).astype(np.int64))
        return counts

    @cached_property
    def own_group(self) -> Minor:
        """Return each member's volume and that below it, up to whoever has the blocking step."""
        if self.plan.rank_rules.own_group_stops_at is None:
            return np.zeros(len(self.picture), np.int64)
        return self.of_own_groups(self.personal())

    def of_own_groups(self, amounts: Minor) -> Minor:
        """Add up amounts for each member's own group."""
        stops_at = self.plan.rank_rules.own_group_stops_at
        blocks = self.seen >= (LOWEST if stops_at is None else stops_at)
        return _own_groups(self.tree.above, self.tree.preorder, amounts, blocks)

    @cached_property
    def best_below(self) -> Rows:
        """Return the highest step of anybody below each member."""
        return _best_below(self.tree.above, self.tree.preorder, self.seen)

    def above(self, amounts: Minor) -> Minor:
        """Add up for each member what those directly below it have."""
        total, below = np.zeros(len(self.picture), np.int64), self._below
        np.add.at(total, self.tree.above[below], amounts[below])
        return total

    def carried(self, name: str) -> Minor:
        """Return a number of the plan's own that was handed on, zero where there is none."""
        column, carried = np.zeros(len(self.picture), np.int64), self.picture.carried
        found = carried.rules.is_in([""]) & carried.names.is_in([name])
        np.add.at(column, self.picture.rows_of(carried.member_ids[found]), carried.amounts[found])
        return column

    @cached_property
    def _below(self) -> Rows:
        return np.flatnonzero(self.tree.above != NOBODY).astype(np.int32)

    def _once(self, name: str, measure: str, work: Callable[[str], Minor]) -> Minor:
        if (name, measure) not in self._known:
            self._known[name, measure] = work(measure)
        return self._known[name, measure]

    def _both(self, measure: str) -> Minor:
        return self.own(measure) + self.customer(measure)

    def _points(self, measure: str) -> Minor:
        volumes = self.picture.volumes
        return volumes.pv_minor if measure == PV else volumes.qv_minor

    def _by_day(self, measure: str, *, is_leg: bool) -> Minor:
        """Add up groups tree by tree; what a reversal of before lowers, it lowers in the last."""
        total, rest = np.zeros(len(self.picture), np.int64), self.personal(measure).copy()
        both, volumes = self.plan.customer_volume == "to_partner", self.picture.volumes
        counts = np.ones(len(volumes), np.bool_) if both else volumes.is_own
        for number, places in self.days.stretches(volumes.days):
            own, at = np.zeros(len(self.picture), np.int64), places[counts[places]]
            np.add.at(own, volumes.member_rows[at], self._points(measure)[at])
            rest -= own
            if number == self.days.last:
                own += rest
            tree = self.days.tree(number)
            stays = tree.above == self.tree.above if is_leg else True
            total += np.where(stays, tree.sums_below(own), 0)
        return total

    def _summed(self, measure: str, *, is_own: bool) -> Minor:
        volumes, total = self.picture.volumes, np.zeros(len(self.picture), np.int64)
        counts = volumes.is_own == is_own
        np.add.at(total, volumes.member_rows[counts], self._points(measure)[counts])
        for reversal in self.picture.reversals:
            if reversal.lowers_points and (reversal.kind == OWN) == is_own:
                row = self.picture.rows_of(np.array([reversal.member_id], np.int64))[0]
                total[row] += reversal.pv_minor if measure == PV else reversal.qv_minor
        return total

    def _cumulative(self, measure: str) -> Minor:
        return self.group(measure) + self.carried(CUMULATIVE[measure])

    def _pushed_up(self, measure: str) -> Minor:
        total, takers = np.zeros(len(self.picture), np.int64), self.tree.nearest(self.is_active)
        there = takers != NOBODY
        np.add.at(total, takers[there], self.personal(measure)[there])
        return total

    def _strongest(self, measure: str) -> Minor:
        found, legs = np.full(len(self.picture), -LARGEST, np.int64), self.legs(measure)
        np.maximum.at(found, self.tree.above[self._below], legs[self._below])
        return np.where(found == -LARGEST, 0, found)


@compiled
def _own_groups(above: Rows, preorder: Rows, own: Minor, blocks: Flags) -> Minor:
    total = own.copy()
    for row in preorder[::-1]:
        if above[row] != NOBODY and not blocks[row]:
            total[above[row]] += total[row]
    return total


@compiled
def _best_below(above: Rows, preorder: Rows, seen: Rows) -> Rows:
    best = np.full(len(above), LOWEST, np.int32)
    for row in preorder[::-1]:
        if above[row] != NOBODY:
            best[above[row]] = max(best[above[row]], best[row], seen[row])
    return best
