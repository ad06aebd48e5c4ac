"""The binary of plans.md section 4.3, member by member over all paths; lots in plain lists."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from commissions.engine.facts import Reversal, Volume
from commissions.kinds.binary.pairing import Cycles, Steps, WeakSide
from commissions.kinds.binary.rule import Binary
from commissions.kinds.by_rank import EVERYBODY, ByRank
from core.periods import Period

from .world import World, half_up, part, shared

LEFT, RIGHT = 0, 1
NAMES = ("left", "right")
Bank = list[tuple[str, int]]
Kept = dict[tuple[int, str, str], int]


def binary(world: World, rule: Binary) -> tuple[Counter[int], Kept]:
    """Return what each member is paid, and what its sides hand on."""
    paid, kept = Counter[int](), Kept()
    alone = {each: _Position(world, rule, each).settle() for each in world.members}
    for member in world.members:
        position = _Position(world, rule, member)
        position.share = _share(world, rule, member, alone)
        amount = position.settle()
        if amount:
            paid[member] = amount
        kept |= position.handed_on()
    return paid, kept


def _share(world: World, rule: Binary, member: int, alone: dict[int, int]) -> int | None:
    """Return what a person's limit leaves a position of what each would be paid alone."""
    if not rule.counts_persons or rule.cap_by_rank is None:
        return None
    wanted = {each: alone[each] for each in world.positions(member)}
    caps = rule.cap_by_rank
    limit = max(caps.get(EVERYBODY, caps.get(world.standing[each].rank, 0)) for each in wanted)
    return shared(limit, wanted)[member] if sum(wanted.values()) > limit else None


class _Position:
    """One member's two sides; `share` is what the limit of its person leaves it."""

    share: int | None = None

    def __init__(self, world: World, rule: Binary, member: int) -> None:
        assert world.picture.period is not None
        self.world, self.rule, self.member = world, rule, member
        self.now, self.standing = world.picture.period, world.standing[member]
        self.banks: tuple[Bank, Bank] = ([], [])
        self.owed = [0, 0]
        for carry in world.picture.carried:
            if carry.rule_id == rule.id and carry.member_id == member:
                side = NAMES.index(carry.name.removesuffix("_owed"))
                if carry.name.endswith("_owed"):
                    self.owed[side] = carry.amount
                elif self._life is None or self._age(carry.since) <= self._life:
                    self.banks[side].append((carry.since, carry.amount))
        for bank in self.banks:
            bank.sort()

    @property
    def _life(self) -> int | None:
        return self.rule.keeping.expires_after

    def _age(self, since: str) -> int:
        at, periods = Period(since), 0
        while at.key < self.now.key:
            at, periods = at.next(), periods + 1
        return periods

    def settle(self) -> int:
        """Let new volume come up, match, and flush; return the pay."""
        qualifies = self.standing.is_active and all(
            self._sponsored_on(side) >= self.rule.sponsored_each_side for side in (LEFT, RIGHT)
        )
        when = {"always": True, "when_active": self.standing.is_active}
        self._accrue(accrues=when.get(self.rule.accrues, qualifies))
        pay = self._pay() if qualifies else 0
        if not self.standing.is_active:
            self._flush_inactive()
        for bank in self.banks:
            self._trim(bank)
        return pay

    def _below(self, side: int) -> set[int]:
        """Return everybody whose way up the placement tree comes by this side."""
        return {
            each for each in self.world.members
            if any(seat == (self.member, side + 1) for seat in self._way(each))
        }  # fmt: skip

    def _way(self, member: int | None) -> list[tuple[int | None, int]]:
        seats = []
        while member is not None:
            seats.append(self.world.seat[member])
            member = seats[-1][0]
        return seats

    def _sponsored_on(self, side: int) -> int:
        sponsored = (each for each in self._below(side) if self.world.sponsor[each] == self.member)
        return sum(self.world.standing[each].is_active for each in sponsored)

    def _points(self, member: int) -> int:
        """Add up a member's points of the period."""
        if self.rule.volume == "pv":
            return self.world.standing[member].pv_minor
        picture = self.world.picture
        taken = [each for each in picture.reversals if each.lowers_points]
        facts: list[Volume | Reversal] = [*picture.volumes, *taken]
        return sum(each.cv_minor for each in facts if each.member_id == member)

    def _accrue(self, *, accrues: bool) -> None:
        """Let volume come up; what comes back is taken off whether anything accrues or not."""
        new = [sum(map(self._points, self._below(side))) for side in (LEFT, RIGHT)]
        own = self._points(self.member)
        if not accrues:
            new, own = [min(points, 0) for points in new], min(own, 0)
        there = [self._total(side) + new[side] - self.owed[side] for side in (LEFT, RIGHT)]
        weak = self._weak([max(points, 0) for points in there])
        seats = {"left": LEFT, "right": RIGHT, "weak": weak, "strong": 1 - weak}
        if self.rule.own_volume in seats:
            new[seats[self.rule.own_volume]] += own
        for side in (LEFT, RIGHT):
            self._come_up(side, new[side])

    def _come_up(self, side: int, points: int) -> None:
        points -= self.owed[side]
        self.owed[side] = 0
        if points > 0:
            self.banks[side].append((self.now.key, points))
        else:
            self.banks[side].reverse()  # what comes back is taken off the newest
            rest = self._take(side, -points)
            self.banks[side].reverse()
            self.owed[side] = rest if self.rule.returned == "owed" else 0

    def _total(self, side: int) -> int:
        return sum(points for _since, points in self.banks[side])

    def _weak(self, sums: list[int]) -> int:
        if sums[LEFT] == sums[RIGHT]:
            return NAMES.index(self.rule.pairing.weak_at_tie)
        return LEFT if sums[LEFT] < sums[RIGHT] else RIGHT

    def _take(self, side: int, points: int) -> int:
        """Take points off a side, the oldest first; return what it lacks."""
        left: Bank = []
        for since, there in self.banks[side]:
            used = min(points, there)
            points -= used
            if there > used:
                left.append((since, there - used))
        self.banks[side][:] = left
        return points

    def _pay(self) -> int:
        sides = [self._total(LEFT), self._total(RIGHT)]
        units, pay, gives = self._matched(sides)
        if not pay:
            return 0  # where nothing is paid, nothing is matched
        most = self._of_rank(self.rule.most_by_rank)
        full_pay, full = pay, units
        if most is not None and units > most:
            units, pay, gives = self._matched(sides, most)
        paid_units = units
        for cap in (self._of_rank(self.rule.cap_by_rank), self.share):
            if cap is not None and pay > cap:
                would_pay = self._matched(sides, paid_units)[1]
                paid_units, pay = self._units_paid(paid_units, would_pay, cap), cap
        if paid_units < full or pay < full_pay:
            gives = self._gives(sides, paid_units)
        for side in (LEFT, RIGHT):
            self._take(side, gives[side])
        return pay

    def _gives(self, sides: list[int], paid_units: int) -> list[int]:
        """Return what both sides give once a limit holds."""
        if self.rule.after_cap == "full_flush":
            return sides
        most = None if self.rule.after_cap == "deduct_matched" else paid_units
        return self._matched(sides, most)[2]

    def _of_rank(self, numbers: ByRank | None) -> int | None:
        if numbers is None:
            return None
        return numbers.get(EVERYBODY, numbers.get(self.standing.rank, 0))

    def _matched(self, sides: list[int], most: int | None = None) -> tuple[int, int, list[int]]:
        """Return units, pay and what each side gives, for at most so many units."""
        pairing = self.rule.pairing
        if isinstance(pairing, WeakSide):
            return self._matched_points(pairing, sides, most)
        if isinstance(pairing, Cycles):
            return self._cycled(pairing, sides, most)
        assert isinstance(pairing, Steps)
        reach = min(sides) if most is None else min(*sides, most)
        points, pay = [(0, 0), *(step for step in pairing.steps if step[0] <= reach)][-1]
        return points, pay, [points, points]

    def _units_paid(self, units: int, pay: int, cap: int) -> int:
        """Return the fewest whole pairs, cycles or steps that pay for what is paid."""
        pairing = self.rule.pairing
        if isinstance(pairing, Steps):
            return units if cap else 0
        whole = pairing.pairs_of if isinstance(pairing, WeakSide) else 1
        part = -(-units * cap // pay)
        return min(-(-part // whole) * whole, units)

    def _matched_points(
        self, pairing: WeakSide, sides: list[int], most: int | None
    ) -> tuple[int, int, list[int]]:
        weak = self._weak(sides)
        units = min(sides[weak] // pairing.weak_part, sides[1 - weak] // pairing.strong_part)
        units = units if most is None else min(units, most)
        units -= units % pairing.pairs_of
        gives = [0, 0]
        gives[weak], gives[1 - weak] = units * pairing.weak_part, units * pairing.strong_part
        rate = self._of_rank(pairing.rates_bp) or 0
        return units, part(half_up(Fraction(units * pairing.point_value_minor, 100)), rate), gives

    def _cycled(
        self, pairing: Cycles, sides: list[int], most: int | None
    ) -> tuple[int, int, list[int]]:
        left, count = list(sides), 0
        while most is None or count < most:
            weak = self._weak(left)
            if left[weak] < pairing.weak_part or left[1 - weak] < pairing.strong_part:
                break
            left[weak] -= pairing.weak_part
            left[1 - weak] -= pairing.strong_part
            count += 1
        pay = count * (self._of_rank(pairing.amounts_minor) or 0)
        return count, pay, [sides[side] - left[side] for side in (LEFT, RIGHT)]

    def _flush_inactive(self) -> None:
        weak = self._weak([self._total(LEFT), self._total(RIGHT)])
        lost = {"both": (LEFT, RIGHT), "weak": (weak,), "strong": (1 - weak,), "none": ()}
        for side in lost[self.rule.inactive_flush]:
            self.banks[side].clear()

    def _trim(self, bank: Bank) -> None:
        """Leave what may be handed on: not too old, not too much, not too little."""
        keeping = self.rule.keeping
        life = self._life
        bank[:] = [lot for lot in bank if life is None or self._age(lot[0]) < life]
        beyond = sum(points for _since, points in bank) - (
            keeping.carry_cap if keeping.carry_cap is not None else sum(p for _s, p in bank)
        )
        in_turn = bank if keeping.cap_flushes == "oldest" else bank[::-1]
        left: Bank = []
        for since, points in in_turn:
            used = max(min(beyond, points), 0)
            beyond -= used
            if points > used:
                left.append((since, points - used))
        bank[:] = left if sum(points for _since, points in left) >= keeping.least_carry else []

    def handed_on(self) -> Kept:
        """Return lots and debts by side."""
        found: Kept = {}
        for side, name in enumerate(NAMES):
            for since, points in self.banks[side]:
                lot = (self.member, name, since)
                found[lot] = found.get(lot, 0) + points
            if self.owed[side]:
                found[self.member, f"{name}_owed", ""] = self.owed[side]
        return found
