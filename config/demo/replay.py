"""Replay another system's orders in a drawn network: members, orders, closings, payouts.

Every step is one or a few use cases, each its own transaction, and does nothing when it was done
before. So a replay that was killed goes on from where it was, and a second one changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

import shop.public as shop
from config.demo.clock import JOINS_AT, SELLS_AT, at_hour
from config.demo.closing import REPLAY_OFFICE, close_month, pay_month
from config.demo.events import settle_events
from config.demo.replay_calendar import Kind, Step, replay_steps
from config.demo.replay_members import Joiner, draw_network, register_joiners
from config.imports.progress import Progress
from config.imports.staging import (
    StagedDay,
    StagedOrder,
    batches,
    joiners,
    staged_days,
    staged_orders,
)
from config.imports.take_guest_orders import BATCH, Origin, Taken
from core import memo

PLAN = "cdnow"
PLAN_FROM = "1997-01-01"


@dataclass(frozen=True, slots=True)
class _Network:
    """Who joins on which day, and the member numbers known so far.

    Nothing is learned at or before `learned_after`, the last closing of an earlier replay: new
    rows of a published month are known from then on, and count in the next month.
    """

    joiners: Mapping[date, list[Joiner]]
    numbers: dict[str, int]
    seed: int
    learned_after: datetime | None

    def known_from(self, day: date) -> datetime:
        """Return when a day can be known at the earliest."""
        morning = at_hour(day, JOINS_AT)
        if self.learned_after is None:
            return morning
        return max(morning, self.learned_after + timedelta(seconds=1))


def replay(origin: Origin, *, seed: int, progress: Progress) -> Taken:
    """Live through all days of the staged file, up to the payout of its last month."""
    days = {day.day: day for day in staged_days()}
    network = _Network(draw_network(joiners(), seed), {}, seed, _last_closing())
    total = max((day.last for day in days.values()), default=0)
    progress.begin(_("replaying"), total)
    created = 0
    for step in replay_steps(days):
        with memo.one_request():
            if step.kind is Kind.ORDERS:
                created += _sell(origin, days[step.day], network)
                progress.show(days[step.day].last, days[step.day].last, f"{step.day}")
            else:
                _settle_month(step)
    progress.end(total)
    return Taken(created, total - created)


def _last_closing() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(drafted_at) FROM commissions_run WHERE state = 'published'")
        row: tuple[datetime | None] = cursor.fetchone()
    return row[0]


def _settle_month(step: Step) -> None:
    if step.kind is Kind.CLOSE:
        close_month(PLAN, step.period_key, on=step.day, office=REPLAY_OFFICE)
    else:
        pay_month(step.period_key, on=step.day, office=REPLAY_OFFICE)


def _sell(origin: Origin, day: StagedDay, network: _Network) -> int:
    """Register who buys for the first time, then take in the day's orders; return the new ones."""
    new = network.joiners.get(day.day, [])
    known_from = network.known_from(day.day)
    numbers = register_joiners(
        origin.source, day.day, new, seed=network.seed, known_from=known_from
    )
    network.numbers.update(numbers)
    created = 0
    for first, last in batches(day.first, day.last, BATCH):
        orders = [
            _member_order(row, origin.currency, network.numbers[row.customer])
            for row in staged_orders(first, last)
        ]
        at = max(at_hour(day.day, SELLS_AT), known_from)
        result = shop.import_orders(source=origin.source, orders=orders, at=at)
        created += result.created
    settle_events()
    return created


def _member_order(row: StagedOrder, currency: str, member_id: int) -> shop.ImportedOrder:
    """Turn a row into a member's own order: one point and one commissionable unit per dollar."""
    return shop.ImportedOrder(
        external_reference=row.reference,
        buyer_reference=row.customer,
        placed_on=row.day,
        quantity=row.quantity,
        gross_minor=row.amount_minor,
        currency=currency,
        pv_minor=row.amount_minor,
        cv_minor=row.amount_minor,
        buyer_member_id=member_id,
        credited_member_id=member_id,
    )
