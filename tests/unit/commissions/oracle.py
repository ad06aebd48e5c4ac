"""The same period settled a second time, by other code: recursive, exact fractions, no pointers."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from commissions.engine.facts import Picture, Volume
from commissions.engine.plan import Plan
from commissions.kinds.unilevel.rule import Unilevel

Line = tuple[str, str, int, int, int]


class Oracle:
    """Answers volumes, ranks and lines from the words of the plan alone."""

    def __init__(self, plan: Plan, picture: Picture) -> None:
        self.plan, self.picture = plan, picture
        self.sponsor = dict(zip(picture.member_ids, picture.sponsor_ids, strict=True))
        self.status = dict(zip(picture.member_ids, picture.statuses, strict=True))

    def pv(self, member: int) -> int:
        """Sum what counts as personal volume."""
        counts = ("own", "customer") if self.plan.customer_volume == "to_partner" else ("own",)
        mine = [v for v in self.picture.volumes if v.member_id == member and v.kind in counts]
        return sum(v.pv_minor for v in mine)

    def gv(self, member: int) -> int:
        """Sum personal volume here and below."""
        below = [number for number, sponsor in self.sponsor.items() if sponsor == member]
        return self.pv(member) + sum(self.gv(number) for number in below)

    def rank(self, member: int) -> str:
        """Find the best rank that both volumes reach."""
        held = ""
        for step in self.plan.ranks:
            enough = self.gv(member) >= step.group_volume_minor
            if self.status[member] == "active" and enough:
                held = step.id if self.pv(member) >= step.personal_volume_minor else held
        return held

    def lines(self) -> list[Line]:
        """Pay every order by every rule."""
        paid: list[Line] = []
        for rule in self.plan.rules:
            for volume in self.picture.volumes:
                own = volume.kind == "own"
                start = rule.own_orders_start_at if own else rule.customer_orders_start_at
                first = volume.member_id if start == "seller" else self.sponsor[volume.member_id]
                paid += self._up(rule, volume, first, 1)
        return sorted(paid)

    def _up(self, rule: Unilevel, volume: Volume, member: int | None, level: int) -> list[Line]:
        if member is None or level > len(rule.rates_bp):
            return []
        above = self.sponsor[member]
        problem = self._problem(rule, member, level)
        if problem in rule.pass_over:
            return self._up(rule, volume, above, level)
        line = [] if problem else self._line(rule, volume, member, level)
        return line + self._up(rule, volume, above, level + 1)

    def _problem(self, rule: Unilevel, member: int, level: int) -> str | None:
        if self.status[member] != "active":
            return "barred"
        if self.pv(member) < self.plan.active_pv_minor:
            return "inactive"
        depths = rule.depth_by_rank
        if depths is not None and depths.get(self.rank(member), 0) < level:
            return "rank_too_low"
        return None

    def _line(self, rule: Unilevel, volume: Volume, member: int, level: int) -> list[Line]:
        if rule.base == "order.net":
            base = volume.net_minor
        else:
            base = _half_up(Fraction(volume.cv_minor * (self.plan.cv_value_minor or 0), 100))
        amount = _half_up(Fraction(base * rule.rates_bp[level - 1], 10_000))
        return [(rule.id, volume.order_ref, member, level, amount)] if amount else []


def _half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))
