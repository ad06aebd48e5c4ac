"""Booking bonus: which parties were booked, and whether they sold enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, Earning
from commissions.engine.ground import Ground

if TYPE_CHECKING:
    from .rule import BookingBonus

PARTIES = "parties"


def earnings(rule: BookingBonus, ground: Ground) -> Iterator[Earning]:
    """Yield one line for each consultant, by rising member: all booked parties that sold enough.

    Units:  an amount for each party, or a rate rounded once for each party.
    Source: plan rule of kind "booking_bonus".
    """
    standings = ground.standings
    totals = _totals(rule, ground)
    for row, member_id in enumerate(standings.picture.member_ids):
        status, is_active, _rank = standings.facts_at(row)
        if status != MAY_EARN or (rule.need_activity and not is_active):
            continue
        paying = [total for total in totals.get(member_id, ()) if rule.worth_minor(total)]
        if paying:
            amount_minor = sum(map(rule.worth_minor, paying))
            yield Earning(
                rule.id, member_id, None, 0, rule.rate_bp, sum(paying), amount_minor,
                None, ((PARTIES, len(paying)),),
            )  # fmt: skip


def _totals(rule: BookingBonus, ground: Ground) -> dict[int, list[int]]:
    """Return by consultant what each booked party of the period is worth."""
    worth = Counter[tuple[int, int]]()
    for volume in ground.picture.volumes:
        if volume.booked_at:
            worth[volume.member_id, volume.party] += ground.plan.base_minor(rule, volume)
    totals: dict[int, list[int]] = {}
    for (member_id, _party), total in worth.items():
        totals.setdefault(member_id, []).append(total)
    return totals
