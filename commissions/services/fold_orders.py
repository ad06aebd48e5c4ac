"""Add orders that came in to the figures of an open period, without working them all out again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from commissions.engine.daily_rates import paid_abroad
from commissions.engine.facts import MAY_EARN, OWN, TOOK, Standing, Volume
from commissions.engine.plan import LAST_PERIOD, Plan
from commissions.engine.rule import OrderRule
from commissions.models import LiveFigure, LiveFigures
from commissions.selectors.awards import awards_in_force
from commissions.selectors.late_orders import Lookout, bounds
from commissions.selectors.period_tree import tree_day
from commissions.selectors.plans import plan_of
from commissions.selectors.portions import volume_of
from commissions.selectors.run_rates import at_latest_rates
from commissions.selectors.volume_columns import currency_facts, day_of, volume_columns
from core import locks
from core.locks import Lock
from core.periods import Period
from network import public as network

# So many orders are added at once; more wait for the next time, a moment later.
MOST = 2_000
APPLIED = "applied"
NOT_YET = (APPLIED, "rejected")

_NEW = """
SELECT {columns} FROM commissions_volumeentry e
WHERE e.id > least(%(last)s, %(lowest)s - 1) AND e.id <= %(until)s AND (e.id > %(last)s OR EXISTS (
        SELECT FROM unnest(%(firsts)s::bigint[], %(pasts)s::bigint[]) AS gap (first, past)
        WHERE e.id >= gap.first AND e.id < gap.past))
  AND e.currency = ANY (%(currencies)s)
  AND {day} >= %(starts_on)s AND {day} < %(ends_before)s
  AND (cardinality(%(markets)s::text[]) = 0 OR e.country = ANY (%(markets)s))
ORDER BY e.id
"""
_UNTIL = """
SELECT max(id) FROM (
    SELECT id FROM commissions_volumeentry WHERE id > %(last)s ORDER BY id LIMIT %(most)s
) arrived
"""
_WRITE = """
INSERT INTO commissions_livefigure
    (figures_id, member_id, pv_minor, gv_minor, is_active, rank, earned_minor)
SELECT %(figures)s, * FROM unnest(
    %(members)s::bigint[], %(pv)s::bigint[], %(gv)s::bigint[], %(active)s::boolean[],
    %(ranks)s::text[], %(earned)s::bigint[])
ON CONFLICT (figures_id, member_id) DO UPDATE SET
    pv_minor = EXCLUDED.pv_minor, gv_minor = EXCLUDED.gv_minor, is_active = EXCLUDED.is_active,
    rank = EXCLUDED.rank, earned_minor = EXCLUDED.earned_minor
"""


@dataclass(slots=True)
class _Member:
    """What one member is so far, growing with each order."""

    status: str
    pv_minor: int = 0
    gv_minor: int = 0
    is_active: bool = False
    rank: str = ""
    earned_minor: int = 0

    def standing(self, member_id: int) -> Standing:
        """Return it as rules see it."""
        volumes = self.pv_minor, self.gv_minor
        return Standing(member_id, self.status, self.is_active, self.rank, *volumes)


@transaction.atomic
def fold_orders(*, period_key: str) -> int:
    """Add the orders that came since the figures of a period were kept; return how many.

    Volumes are exact. Activity and ranks rise as soon as they are reached, and each new order pays
    by them; what an order changes for earlier ones, and every rule that rests on more than one
    order, waits until everything is worked out again. Where nothing is kept yet, nothing happens.
    """
    period = Period(period_key)
    locks.take(Lock.RUN, f"live-figures:{period.key}")
    kept = LiveFigures.objects.filter(period_key=period.key).select_related("plan_version").first()
    if kept is None:
        return 0
    until = _until(kept)
    if until is None and not kept.awaited:
        return 0
    until = until or kept.last_entry_id
    lookout = Lookout.before_reading(kept.awaited, kept.last_entry_id, until)
    plan = plan_of(kept.plan_version)
    orders = _of_members(_orders(plan, period, kept, until), period)
    if orders:
        rated = at_latest_rates(plan, paid_abroad(orders))
        _write(kept, _Fold(rated, period, kept, orders).members)
    rest = kept.input_mark.rpartition("|")[0]
    awaited = lookout.after_reading(each.entry_id for each in orders)
    LiveFigures.objects.filter(pk=kept.pk).update(
        last_entry_id=until, input_mark=f"{rest}|{until}", awaited=awaited
    )
    return len(orders)


class _Fold:
    """The members above some orders, with these orders added."""

    def __init__(
        self, plan: Plan, period: Period, kept: LiveFigures, orders: Sequence[Volume]
    ) -> None:
        last_day = period.ends_before - timedelta(days=1)
        day = tree_day(plan, last_day, kept.computed_at)
        self._plan = plan
        self._above = dict(_paths(plan, orders, day))
        touched = {order.member_id for order in orders}.union(*self._above.values())
        statuses = network.statuses_on(touched, day)
        self.members = {number: _Member(statuses.get(number, "")) for number in touched}
        given = awards_in_force(plan.code, last_day, known_at=None, of_members=touched)
        self._awarded = {each.member_id for each in given}
        self._read(kept)
        for order in orders:
            self._add(order)
        for number in touched:
            self._judge(number)
        for number, amount_minor in self._earned(orders).items():
            self.members[number].earned_minor += amount_minor

    def _read(self, kept: LiveFigures) -> None:
        rows = LiveFigure.objects.filter(figures=kept, member_id__in=self.members)
        columns = ("member_id", "pv_minor", "gv_minor", "is_active", "rank", "earned_minor")
        for number, *figures in rows.values_list(*columns):
            self.members[number] = _Member(self.members[number].status, *figures)

    def _path(self, order: Volume) -> Iterator[int]:
        yield order.member_id
        yield from self._above[order.entry_id]

    def _add(self, order: Volume) -> None:
        if order.kind != OWN and self._plan.customer_volume != "to_partner":
            return
        self.members[order.member_id].pv_minor += order.pv_minor
        counts_own = self._plan.own_volume_in_group
        for number in self._path(order):
            if counts_own or number != order.member_id:
                self.members[number].gv_minor += order.pv_minor

    def _judge(self, number: int) -> None:
        """Raise activity and rank to what the volumes alone reach; neither falls by an order.

        What asks for more than volumes, or for more than one period, waits like the rest, and so
        does the rank of whom one was given by hand.
        """
        plan, member = self._plan, self.members[number]
        if member.status != MAY_EARN:
            return
        if not plan.activity.requirements:
            member.is_active = member.is_active or member.pv_minor >= plan.active_pv_minor
        if member.rank and (plan.rank_rules.hold_of > 1 or number in self._awarded):
            return
        reached = plan.rank_for(member.pv_minor, member.gv_minor)
        if not member.rank or (
            plan.rank_for_pay != LAST_PERIOD and plan.step(reached) > plan.step(member.rank)
        ):
            member.rank = reached

    def _earned(self, orders: Iterable[Volume]) -> Counter[int]:
        earned: Counter[int] = Counter()
        rules = [rule for rule in self._plan.rules if isinstance(rule, OrderRule)]
        for order in orders:
            above = [self.members[number].standing(number) for number in self._path(order)]
            for rule in rules:
                base_minor = self._plan.base_minor(rule, order)
                for step in rule.way(order, above):
                    if step.decision == TOOK:
                        earned[step.member_id] += rule.amount_minor(base_minor, step.rate_bp)
        return earned


def _paths(
    plan: Plan, orders: Sequence[Volume], day: date
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield who stood above each order: on its own day where the plan says so, else on this one."""
    by_day: dict[date, list[Volume]] = defaultdict(list)
    for order in orders:
        by_day[order.day if plan.tree_goes_by_day and order.day else day].append(order)
    for on, of_day in by_day.items():
        above = network.uplines_of({order.member_id for order in of_day}, on)
        yield from ((order.entry_id, above[order.member_id]) for order in of_day)


def _of_members(orders: Sequence[Volume], period: Period) -> list[Volume]:
    """Leave out orders of whoever joined after the period: a later one counts them."""
    last_day = period.ends_before - timedelta(days=1)
    statuses = network.statuses_on({order.member_id for order in orders}, last_day)
    return [each for each in orders if statuses.get(each.member_id, APPLIED) not in NOT_YET]


def _until(kept: LiveFigures) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_UNTIL, {"last": kept.last_entry_id, "most": MOST})
        found = cursor.fetchone()[0]
    return None if found is None else int(found)


def _orders(plan: Plan, period: Period, kept: LiveFigures, until: int) -> list[Volume]:
    facts: dict[str, Any] = {
        "last": kept.last_entry_id,
        "until": until,
        **bounds(kept.awaited),
        "markets": list(plan.markets),
        **currency_facts(plan),
        "starts_on": period.starts_on,
        "ends_before": period.ends_before,
    }
    query = _NEW.format(columns=volume_columns(plan), day=day_of(plan))
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        return list(map(volume_of, cursor.fetchall()))


def _write(kept: LiveFigures, members: dict[int, _Member]) -> None:
    rows = list(members.values())
    facts: dict[str, Any] = {
        "figures": kept.pk,
        "members": list(members),
        "pv": [row.pv_minor for row in rows],
        "gv": [row.gv_minor for row in rows],
        "active": [row.is_active for row in rows],
        "ranks": [row.rank for row in rows],
        "earned": [row.earned_minor for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, facts)
