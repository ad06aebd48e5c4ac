"""The differential of plans.md section 4.2, order by order, with Gleichstand and Abstand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from commissions.engine.facts import Volume
from commissions.kinds.differential.rule import Differential

from .world import Paid, World, part, stage_rate, verdict, without_nothing


def differential(world: World, rule: Differential) -> Paid:
    """Pay each order."""
    paid: Paid = Counter()
    for volume in world.picture.volumes:
        base = world.worth(rule.base, volume)
        for member, rate_bp in order(world, rule, volume):
            paid[member, volume.order_ref, 0] += part(base, rate_bp)
    return without_nothing(paid)


def order(world: World, rule: Differential, volume: Volume) -> list[tuple[int, int]]:
    """Return who gets which rate of an order."""
    start = rule.own_orders_start_at if volume.kind == "own" else rule.customer_orders_start_at
    seller, so_far, rates = volume.member_id, _SoFar(rule), []
    if start == "above_seller":
        so_far.reached = so_far.given = stage_rate(rule.stages, world.standing[seller])
    for member in [*([seller] if start == "seller" else []), *world.above(seller)]:
        says = verdict(rule.takers, world.standing[member])
        stage = stage_rate(rule.stages, world.standing[member])
        if says == "gone":
            continue
        if stage < so_far.reached and rule.overtaken_ends:
            break
        rate = so_far.granted(stage, says == "takes")
        if says == "takes" and rate:
            rates.append((member, rate))
    return rates


@dataclass
class _SoFar:
    """The best stage met; what gaps are measured from; what the one got who brought it there."""

    rule: Differential
    reached: int = 0
    given: int = 0
    taken: int = 0
    equals: set[int] = field(default_factory=set)
    kept_distance: bool = False

    def granted(self, stage: int, takes: bool) -> int:
        """Return what somebody of a stage gets or uses up."""
        if stage < self.reached:
            return 0
        gap = max(stage - self.given, 0)
        rate = self._beyond(stage, gap)
        if self.rule.is_within_cap:
            rate = min(rate, self.rule.stages.top_bp - self.given)
        self.given += rate if self.rule.is_within_cap else gap
        if stage > self.reached:
            self.reached, self.taken = stage, rate if takes else 0
        return rate

    def _beyond(self, stage: int, gap: int) -> int:
        if not self.taken:
            return gap
        if stage == self.reached and self._pays_equal(stage):
            assert self.rule.equal is not None
            self.equals.add(stage)
            return self.rule.equal.granted_bp(self.taken)
        if gap < self.rule.least_bp and not self.kept_distance:
            self.kept_distance = True
            return self.rule.least_bp
        return gap

    def _pays_equal(self, stage: int) -> bool:
        equal = self.rule.equal
        if equal is None or stage < equal.from_bp:
            return False
        return stage not in self.equals if equal.is_per_stage else not self.equals
