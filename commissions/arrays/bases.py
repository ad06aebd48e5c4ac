"""The money that a rule's rates are taken of, order by order, as `Plan.base_minor` says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from commissions.engine.exchange import ExchangeRate
from commissions.engine.facts import CUSTOMER, OWN, Volume
from commissions.engine.parties import without_credit
from commissions.engine.plan import POINT, Plan
from commissions.engine.point_values import PointValue, values_for
from commissions.engine.products import Products
from commissions.engine.rule import ORDER_NET, ORDER_PV, ORDER_RETAIL, Based
from core.rates import WHOLE_BP
from core.rounding import DOWN, HALF_EVEN, KEPT, UP, Rounding

from .columns import Codes, Flags, Minor, Rows, minor
from .picture import NO_DAY, ArrayPicture, ArrayVolumes
from .portions import ArrayPortions, to_objects

# Up to here `half_up` cannot overflow.
_LARGEST_PRODUCT = 1 << 61

# How many orders there are, and what the worth of each goes by besides its amounts.
_OF_ITS_WORTH = ("entry_ids", "countries", "days", "currencies", "credit_minor")


def bases(plan: Plan, rule: Based, volumes: ArrayVolumes) -> Minor:
    """Return each order's base: its worth, or what its products come to by their factors."""
    worths = _worths(plan, rule, volumes)
    if rule.products is None:
        return worths
    return _units(plan, rule, rule.products, volumes, worths)


def _units(
    plan: Plan, rule: Based, products: Products, volumes: ArrayVolumes, worths: Minor
) -> Minor:
    """Return what each order's portions count together; the rest of it counts as others do."""
    whole, rest = products.whole, worths.copy()
    total = np.zeros(len(volumes), np.int64)
    if volumes.portions is not None:
        factors = [products.factor(name) * whole for name in volumes.portions.categories.names]
        parts = _parts(plan, rule, volumes, volumes.portions)
        counted = parts * minor([int(each) for each in factors])[volumes.portions.categories.rows]
        np.add.at(total, volumes.portions.orders, counted)
        np.subtract.at(rest, volumes.portions.orders, parts)
    return half_up(minor(total + int(products.others * whole) * rest), 1, whole)


def _parts(plan: Plan, rule: Based, volumes: ArrayVolumes, portions: ArrayPortions) -> Minor:
    """Return what each portion is worth: by how much it raises the order's running total."""
    so_far = replace(_at(volumes, portions.orders), **portions.up_to_each)
    totals = _worths(plan, rule, so_far, volumes.net_minor[portions.orders])
    before = np.concatenate((np.zeros(1, np.int64), totals[:-1]))[: len(totals)]
    is_first = np.concatenate((np.ones(1, np.bool_), np.diff(portions.orders) != 0))[: len(totals)]
    return np.asarray(totals - np.where(is_first, 0, before), np.int64)


def _at(volumes: ArrayVolumes, places: Rows) -> ArrayVolumes:
    """Return the orders at some places, as often as they are named: what their worth goes by.

    Other columns stay as long as they are, so that memory goes for nothing that is not read.
    """
    taken: dict[str, Any] = {
        name: _rows_of(getattr(volumes, name), places) for name in _OF_ITS_WORTH
    }
    return replace(volumes, **taken)


def _rows_of(column: object, places: Rows) -> object:
    if isinstance(column, np.ndarray):
        return column[places]
    return replace(column, rows=column.rows[places]) if isinstance(column, Codes) else None


def _worths(
    plan: Plan, rule: Based, volumes: ArrayVolumes, net_minor: Minor | None = None
) -> Minor:
    """Return what orders offer, less the share a hostess' credit paid where that reduces it.

    That share is one of `net_minor`, where a volume is less than its order.
    """
    whole = _wholes(plan, rule, volumes)
    if not plan.credit_reduces or volumes.credit_minor is None:
        return whole
    nets = volumes.net_minor if net_minor is None else net_minor
    return _without_credit(whole, nets, volumes.credit_minor)


def _without_credit(wholes: Minor, nets: Minor, credit_minor: Minor) -> Minor:
    """Reduce the few orders that a credit paid for; products may leave 64 bits."""
    found = wholes.copy()
    for place in np.flatnonzero((credit_minor > 0) & (nets > 0)).tolist():
        whole, net = int(wholes[place]), int(nets[place])
        found[place] = without_credit(whole, net, int(credit_minor[place]))
    return found


def _wholes(plan: Plan, rule: Based, volumes: ArrayVolumes) -> Minor:
    """Return what each order offers; the worth of points is rounded once per order."""
    if rule.base == ORDER_RETAIL:
        return _own_money(plan, volumes.retail_minor, volumes)
    if rule.base == ORDER_PV:
        return half_up(volumes.pv_minor, _worth(plan.pv_values, volumes), POINT)
    if rule.base == ORDER_NET or plan.cv_value_minor is None:
        return _own_money(plan, volumes.net_minor, volumes)
    if plan.cv_values:
        return half_up(volumes.cv_minor, _worth(plan.cv_values, volumes), POINT)
    return half_up(volumes.cv_minor, plan.cv_value_minor, POINT)


def net_values(plan: Plan, volumes: ArrayVolumes) -> Minor:
    """Return each order's net value in the plan's currency."""
    return _own_money(plan, volumes.net_minor, volumes)


def _own_money(plan: Plan, amounts: Minor, volumes: ArrayVolumes) -> Minor:
    """Return money of orders in the plan's currency, as `Plan.rate_of` converts it."""
    if volumes.currencies is None:
        return amounts
    worth = amounts.copy()
    for code, currency in enumerate(volumes.currencies.names):
        here = np.flatnonzero(volumes.currencies.rows == code)
        if currency:
            worth[here] = _exchanged(plan, currency, amounts[here], volumes.days[here])
    return worth


def _exchanged(plan: Plan, currency: str, amounts: Minor, days: Rows) -> Minor:
    """Convert amounts of one currency, each at the rate of its day."""
    worth = np.zeros(len(amounts), np.int64)
    for day in np.unique(days).tolist():
        here, on = days == day, None if day == NO_DAY else date.fromordinal(day)
        rate = plan.exchange.rate(currency, on, plan.period) if plan.exchange else None
        if rate is not None:
            worth[here] = _at_rate(amounts[here], rate)
    return worth


def _at_rate(amounts: Minor, rate: ExchangeRate) -> Minor:
    """Convert by a rate whose parts may leave 64 bits where both currencies are published."""
    if rate.numerator * rate.denominator < _LARGEST_PRODUCT:
        return half_up(amounts, rate.numerator, rate.denominator)
    return minor([rate.worth_minor(amount) for amount in amounts.tolist()])


def foreign_days(volumes: ArrayVolumes) -> set[tuple[str, date]]:
    """Return in which other currencies orders were paid, and on which days."""
    if volumes.currencies is None:
        return set()
    there = np.unique(np.stack((volumes.currencies.rows, volumes.days)), axis=1)
    names = volumes.currencies.names
    return {
        (names[code], date.fromordinal(day))
        for code, day in there.T.tolist()
        if names[code] and day != NO_DAY
    }


def _worth(values: Sequence[PointValue], volumes: ArrayVolumes) -> int | Minor:
    """Return what a point of each order is worth, by its day and country."""
    if len(values) == 1:
        return values[0].minor
    worth = np.zeros(len(volumes), np.int64)
    for code, country in enumerate(volumes.countries.names):
        found, here = values_for(values, country), volumes.countries.rows == code
        since = [each.since.toordinal() for each in found[1:]]
        place = np.searchsorted(since, volumes.days[here], side="right")
        worth[here] = minor([each.minor for each in found])[place]
    return worth


def half_up(amounts: Minor, factor: int | Minor, divisor: int) -> Minor:
    """Return amounts * factor / divisor, rounded as `core.rounding.round_half_up` does.

    Units: factor of zero or above, divisor above zero, their product below 2^61.
    """
    magnitude = np.abs(amounts)
    whole, rest = np.divmod(magnitude, divisor)
    rounded = whole * factor + (2 * rest * factor + divisor) // (2 * divisor)
    return np.asarray(np.where(amounts < 0, -rounded, rounded), np.int64)


def rounded_shares(amounts: Minor, rates_bp: int | Minor, rounding: Rounding) -> Minor:
    """Take rates of amounts, rounded as the plan says: as `core.rates.share` does.

    Units: rates times the step below 2^45, so that what is left over fits.
    """
    whole = WHOLE_BP * rounding.step
    steps, left = np.divmod(np.abs(amounts), whole)
    steps, rest = minor(steps * rates_bp + left * rates_bp // whole), minor(left * rates_bp % whole)
    rounded = (steps + rises(steps, 2 * rest, rounding)) * rounding.step
    return np.asarray(np.where(amounts < 0, -rounded, rounded), np.int64)


def rises(steps: Minor, twice_rest: Minor, rounding: Rounding) -> Flags:
    """Tell where steps and what is left over round away from zero."""
    whole = WHOLE_BP * rounding.step
    if rounding.mode == DOWN:
        return np.zeros(len(steps), np.bool_)
    if rounding.mode == UP:
        return np.asarray(twice_rest > 0, np.bool_)
    at_half = (twice_rest == whole) & ((rounding.mode != HALF_EVEN) | (steps % 2 == 1))
    is_kept = (rounding.mode == KEPT) & (steps == 0) & (twice_rest > 0)
    return np.asarray((twice_rest > whole) | at_half | is_kept, np.bool_)


def volumes_of(picture: ArrayPicture) -> Iterator[Volume]:
    """Yield the orders as the walk knows them."""
    columns = picture.volumes
    members = picture.member_ids[columns.member_rows].tolist()
    portions = to_objects(columns.portions, len(columns))
    for place in range(len(columns)):
        day = int(columns.days[place])
        yield Volume(
            entry_id=int(columns.entry_ids[place]),
            order_ref=columns.order_refs[place].decode(),
            member_id=members[place],
            kind=OWN if columns.is_own[place] else CUSTOMER,
            pv_minor=int(columns.pv_minor[place]),
            cv_minor=int(columns.cv_minor[place]),
            net_minor=int(columns.net_minor[place]),
            qv_minor=int(columns.qv_minor[place]),
            retail_minor=int(columns.retail_minor[place]),
            country=columns.countries.names[columns.countries.rows[place]],
            day=None if day == NO_DAY else date.fromordinal(day),
            buyer=_said(columns.buyers, place),
            currency=_said(columns.currencies, place),
            credit_minor=_number(columns.credit_minor, place),
            party=_number(columns.parties, place),
            booked_at=_number(columns.booked_at, place),
            portions=portions[place],
        )


def _said(texts: Codes | None, place: int) -> str:
    return "" if texts is None else texts.names[texts.rows[place]]


def _number(numbers: Minor | None, place: int) -> int:
    return 0 if numbers is None else int(numbers[place])
