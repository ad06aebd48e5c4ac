"""What is known of everybody in a period, column by column: each is worked out once it is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from core.errors import InvariantBroken

from .days import Days
from .facts import CUSTOMER, MAY_EARN, OWN, Picture, Reversal, Volume
from .tree import NOBODY, Tree

if TYPE_CHECKING:
    from .plan import Plan

PV = "pv"
QV = "qv"
PERSONAL = "personal"
# The name under which the volume of all periods so far is handed on, by measure.
CUMULATIVE = {PV: "cumulative_pv", QV: "cumulative_qv"}
# The step of whoever has no rank.
LOWEST = -1

Column = list[int]
_AMOUNTS: dict[str, Callable[[Volume | Reversal], int]] = {
    PV: lambda each: each.pv_minor,
    QV: lambda each: each.qv_minor,
}


class People:
    """Volumes, counts and, filled from below, ranks of all members of a picture.

    `is_active` is set once activity is known; `counted`, `best` and `own_group` fill while ranks
    are worked out, partners before their sponsors: so whatever looks down a leg is known in time.
    """

    def __init__(self, plan: Plan, picture: Picture, tree: Tree) -> None:
        self.plan, self.picture, self.tree = plan, picture, tree
        self.days = Days(picture, tree)
        size = len(picture.member_ids)
        self.is_active = [False] * size
        self.counted = [LOWEST] * size
        self.best = [LOWEST] * size
        self.own_group = [0] * size
        self._known: dict[tuple[str, ...], Column] = {}
        self._partners: list[list[int]] | None = None
        self._in_legs: dict[int, Column] = {}

    @property
    def partners(self) -> list[list[int]]:
        """Return for each row the rows directly below."""
        if self._partners is None:
            self._partners = [[] for _row in self.tree.sponsor_rows]
            for row, sponsor in enumerate(self.tree.sponsor_rows):
                if sponsor != NOBODY:
                    self._partners[sponsor].append(row)
        return self._partners

    def personal(self, measure: str = PV) -> Column:
        """Return what each member bought, with its customers' volume where the plan counts it."""
        return self._column(measure, self._personal_kinds)

    def own(self, measure: str = PV) -> Column:
        """Return what each member bought for itself."""
        return self._column(measure, (OWN,))

    def customer(self, measure: str = PV) -> Column:
        """Return what each member's customers bought."""
        return self._column(measure, (CUSTOMER,))

    def legs(self, measure: str = PV) -> Column:
        """Return each member's personal volume and all below it: the leg it is to its sponsor.

        Where trees go by days, an order counts in it that came up by this sponsor on its day.
        """
        if not self.picture.moves:
            return self.collected(measure)
        return self._once(("legs", measure), lambda: self._by_day(measure, is_leg=True))

    def collected(self, measure: str = PV) -> Column:
        """Return each member's personal volume and all that was below it on the order's day."""
        return self._once(("collected", measure), lambda: self._by_day(measure, is_leg=False))

    def group(self, measure: str = PV) -> Column:
        """Return the group volumes as the plan counts them."""
        if self.plan.own_volume_in_group:
            return self.collected(measure)
        return self._once(("group", measure), lambda: self._without_own(measure))

    def cumulative(self, measure: str = PV) -> Column:
        """Return the group volumes of all periods so far, with this one."""
        return self._once((CUMULATIVE[measure],), lambda: self._added_up(measure))

    def pushed_up(self, measure: str = PV) -> Column:
        """Return each active member's personal volume with that of the inactive ones below it.

        Known once activity is.
        """
        return self._once(("pushed up", measure), lambda: self._pushed_up(measure))

    def strongest(self, measure: str = PV) -> Column:
        """Return the volume of each member's strongest leg, nothing without one."""
        return self._once(("strongest", measure), lambda: self._strongest(self.legs(measure)))

    def customers(self, least: int = 0, measure: str = PV) -> Column:
        """Count each member's customers who bought at least so much in all."""
        return self._once(
            ("customers", str(least), measure), lambda: self._customers(least, measure)
        )

    @property
    def directs(self) -> Column:
        """Count whom each member sponsors, unless they left."""
        return self._once(("directs",), lambda: self._sponsored(self.may_earn))

    @property
    def active_directs(self) -> Column:
        """Count the active members whom each one sponsors."""
        return self._once(("active directs",), lambda: self._sponsored(self.is_active))

    @property
    def may_earn(self) -> list[bool]:
        """Tell whose status lets it earn."""
        return [status == MAY_EARN for status in self.picture.statuses]

    def count_from(self, step: int) -> None:
        """Count in each leg the members from a step on; to be said before any rank is known."""
        self._in_legs[step] = [0] * len(self.is_active)

    def in_leg(self, step: int) -> Column:
        """Return how many members there are from a step on in each leg."""
        return self._in_legs[step]

    def stand(self, row: int, step: int) -> None:
        """Note the step of a member that those above see, once everybody below it is noted."""
        self.counted[row] = step
        below = self.partners[row]
        self.best[row] = max(self.best_below(row), step)
        for wanted, counts in self._in_legs.items():
            counts[row] = sum(counts[partner] for partner in below) + (step >= wanted)

    def group_up_to(self, row: int, blocked_from: int) -> int:
        """Return a member's own group: up to whoever below it has reached a step, without them."""
        return self.personal()[row] + sum(
            self.own_group[partner]
            for partner in self.partners[row]
            if self.counted[partner] < blocked_from
        )

    def of_own_groups(self, amounts: Column) -> Column:
        """Add up amounts for each member's own group, once ranks are worked out."""
        total, stops_at = amounts.copy(), self.plan.rank_rules.own_group_stops_at
        for row in reversed(self.tree.sponsors_first):
            sponsor = self.tree.sponsor_rows[row]
            if sponsor != NOBODY and stops_at is not None and self.counted[row] < stops_at:
                total[sponsor] += total[row]
        return total

    def open_volume(self, row: int, step: int, measure: str) -> int:
        """Return the group volume without the legs in which somebody has reached a step."""
        legs = self.legs(measure)
        blocked = (legs[each] for each in self.partners[row] if self.best[each] >= step)
        return self.group(measure)[row] - sum(blocked)

    def best_below(self, row: int) -> int:
        """Return the highest step of anybody below a member."""
        return max((self.best[partner] for partner in self.partners[row]), default=LOWEST)

    def _once(self, key: tuple[str, ...], work: Callable[[], Column]) -> Column:
        if key not in self._known:
            self._known[key] = work()
        return self._known[key]

    def _column(self, measure: str, kinds: tuple[str, ...]) -> Column:
        volumes, reversals = self.picture.volumes, self.picture.reversals
        return self._once(
            (measure, *kinds), lambda: self._summed(measure, kinds, volumes, reversals)
        )

    @property
    def _personal_kinds(self) -> tuple[str, ...]:
        return (OWN, CUSTOMER) if self.plan.customer_volume == "to_partner" else (OWN,)

    def _by_day(self, measure: str, *, is_leg: bool) -> Column:
        """Add up groups tree by tree; what a reversal of before lowers, it lowers in the last."""
        total, last = [0] * len(self.picture.member_ids), self.days.last
        for number, volumes in {last: [], **self.days.orders()}.items():
            back = self.picture.reversals if number == last else ()
            tree = self.days.tree(number)
            own = self._summed(measure, self._personal_kinds, volumes, back)
            above = zip(tree.sponsor_rows, self.tree.sponsor_rows, strict=True)
            for row, ((then, now), amount) in enumerate(
                zip(above, group_volumes(tree, own), strict=True)
            ):
                if not is_leg or then == now:
                    total[row] += amount
        return total

    def _summed(
        self, measure: str, kinds: tuple[str, ...], volumes: Iterable[Volume],
        reversals: Iterable[Reversal],
    ) -> Column:  # fmt: skip
        amount, total = _AMOUNTS[measure], [0] * len(self.picture.member_ids)
        for volume in volumes:
            row = self.tree.row_of.get(volume.member_id)
            if row is None:
                ref = volume.order_ref
                raise InvariantBroken(f"order {ref} is credited to nobody in the picture")
            if volume.kind in kinds:
                total[row] += amount(volume)
        for reversal in reversals:
            if reversal.lowers_points and reversal.kind in kinds:
                total[self.tree.row_of[reversal.member_id]] += amount(reversal)
        return total

    def _without_own(self, measure: str) -> Column:
        own = self.personal(measure)
        return [all_of - mine for all_of, mine in zip(self.collected(measure), own, strict=True)]

    def _added_up(self, measure: str) -> Column:
        total = self.group(measure).copy()
        for carry in self.picture.carried:
            if not carry.rule_id and carry.name == CUMULATIVE[measure]:
                total[self.tree.row_of[carry.member_id]] += carry.amount
        return total

    def _pushed_up(self, measure: str) -> Column:
        total = self.personal(measure).copy()
        for row in reversed(self.tree.sponsors_first):
            if not self.is_active[row]:
                sponsor = self.tree.sponsor_rows[row]
                if sponsor != NOBODY:
                    total[sponsor] += total[row]
                total[row] = 0
        return total

    def _strongest(self, legs: Column) -> Column:
        return [max((legs[each] for each in below), default=0) for below in self.partners]

    def _customers(self, least: int, measure: str) -> Column:
        bought: Counter[tuple[int, str, str]] = Counter()
        for volume in self.picture.volumes:
            if volume.kind == CUSTOMER:
                # Whoever is not named is another customer with each order.
                who = volume.buyer, "" if volume.buyer else volume.order_ref
                bought[volume.member_id, *who] += _AMOUNTS[measure](volume)
        total: dict[int, int] = defaultdict(int)
        for (member_id, *_who), much in bought.items():
            total[member_id] += much > 0 and much >= least
        return [total[member_id] for member_id in self.picture.member_ids]

    def _sponsored(self, counts: Iterable[bool]) -> Column:
        total = [0] * len(self.is_active)
        for sponsor, is_one in zip(self.tree.sponsor_rows, counts, strict=True):
            if sponsor != NOBODY and is_one:
                total[sponsor] += 1
        return total


def group_volumes(tree: Tree, own: Column) -> Column:
    """Sum each member's own volume and all volume below."""
    total = own.copy()
    for row in reversed(tree.sponsors_first):
        sponsor = tree.sponsor_rows[row]
        if sponsor != NOBODY:
            total[sponsor] += total[row]
    return total
