"""X-up by sales: a member gives its own first sales away, and keeps those that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from commissions.engine.facts import (
    MAY_EARN,
    PASSED_OVER,
    TOOK,
    USED_UP,
    Carry,
    Earning,
    Standing,
    Step,
    Volume,
)
from commissions.engine.ground import Ground
from commissions.engine.plan import BARRED, INACTIVE
from commissions.engine.tree import NOBODY

if TYPE_CHECKING:
    from .rule import XUp

# What a member hands on: how many sales it has made, with those it got where they count.
SALES = "sales"
GIVES_SALE = "gives_sale"
OWES_SALES = "owes_sales"


def earnings(rule: XUp, ground: Ground) -> Iterator[Earning]:
    """Pay each sale of the period to one member, in the order of the picture.

    Sales are numbered by day and order; only what is left of an order makes it a sale.
    Units:  amounts in minor units, rounded once per line.
    Source: plan rule of kind "x_up" that counts sales.
    """
    takers = Way(rule, ground).takers()
    for volume in ground.picture.volumes:
        taker = takers.get(volume.entry_id, NOBODY)
        base_minor = ground.plan.base_minor(rule, volume)
        amount_minor = rule.amount_minor(base_minor, rule.rate_bp) if taker != NOBODY else 0
        if amount_minor:
            member_id = ground.picture.member_ids[taker]
            yield Earning(rule.id, member_id, volume, 1, rule.rate_bp, base_minor, amount_minor)


def made(volume: Volume) -> tuple[date, str]:
    """Return what sales are sorted by."""
    return volume.day or date.min, volume.order_ref


@dataclass(slots=True)
class Way:
    """The sales of a period, one after the other: the meaning of the rule."""

    rule: XUp
    ground: Ground

    def takers(self) -> dict[int, int]:
        """Return for each sale the row of who gets it."""
        made_so_far = Counter({each.member_id: each.amount for each in self._brought()})
        row_of, found = self.ground.standings.tree.row_of, {}
        counts = Counter({row_of[member]: much for member, much in made_so_far.items()})
        for volume in sorted(self.ground.picture.volumes, key=made):
            is_sale = volume.kind in self.rule.orders
            if is_sale and self.ground.plan.base_minor(self.rule, volume) > 0:
                seller = row_of[volume.member_id]
                counts[seller] += 1
                found[volume.entry_id] = self._taker(seller, counts)
        key = self.ground.picture.period.key if self.ground.picture.period else ""
        for row in sorted(counts):
            member_id = self.ground.picture.member_ids[row]
            self.ground.keep(Carry(self.rule.id, member_id, SALES, key, counts[row]))
        return found

    def _brought(self) -> Iterator[Carry]:
        return (each for each in self.ground.carried(self.rule.id) if each.name == SALES)

    def _taker(self, seller: int, counts: Counter[int]) -> int:
        """Return who gets the seller's latest sale, NOBODY if nobody does."""
        rule, above = self.rule, self.ground.standings.tree.sponsor_rows
        is_passed = rule.is_passed_up(counts[seller])
        row = above[seller] if is_passed else seller
        while row != NOBODY:
            hurdle = hurdle_of(self.ground.standings.at(row))
            if hurdle not in rule.pass_over and not self._gives(row, seller, is_passed, counts):
                return NOBODY if hurdle else row
            row = above[row]
        return NOBODY

    def _gives(self, row: int, seller: int, is_passed: bool, counts: Counter[int]) -> bool:
        """Tell whether a sale that came to a row goes on from there."""
        if row == seller:
            return False
        if self.rule.counts_received:
            counts[row] += 1
            return self.rule.is_passed_up(counts[row])
        return is_passed and self.rule.needs_own_passed and not self.rule.has_passed(counts[row])


def hurdle_of(standing: Standing) -> str:
    """Return what keeps a member from earning, "" for nothing."""
    if standing.status != MAY_EARN:
        return BARRED
    return "" if standing.is_active else INACTIVE


def marked(rule: XUp, uplines: Iterable[Standing], taker_id: int) -> Iterator[Standing]:
    """Yield those up to who got a sale, who alone has no `recruits`: the others gave it on.

    Whoever does not get it is passed over as it may not earn, or else has given it on.
    """
    for standing in uplines:
        is_taker = standing.member_id == taker_id
        yield standing._replace(recruits=0 if is_taker else 1)
        if is_taker:
            return


def climb(rule: XUp, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Tell the way that a sale took to who got it, as `marked` left it."""
    for place, standing in enumerate(uplines):
        hurdle = hurdle_of(standing)
        if hurdle in rule.pass_over:
            yield Step(standing.member_id, 1, PASSED_OVER, hurdle)
        elif standing.recruits:
            gives = GIVES_SALE if not place or rule.counts_received else OWES_SALES
            yield Step(standing.member_id, 1, PASSED_OVER, gives)
        else:
            took = USED_UP if hurdle else TOOK
            yield Step(standing.member_id, 1, took, hurdle, 0 if hurdle else rule.rate_bp)
            return
