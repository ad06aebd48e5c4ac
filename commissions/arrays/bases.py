"""The money that a rule's rates are taken of, order by order, as `Plan.base_minor` says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from commissions.engine.facts import CUSTOMER, OWN, Volume
from commissions.engine.parties import without_credit
from commissions.engine.plan import POINT, Plan
from commissions.engine.point_values import PointValue, values_for
from commissions.engine.rule import ORDER_NET, ORDER_PV, ORDER_RETAIL, Based
from core.rates import WHOLE_BP
from core.rounding import DOWN, HALF_EVEN, KEPT, UP, Rounding

from .columns import Codes, Flags, Minor, Rows, minor
from .picture import NO_DAY, ArrayPicture, ArrayVolumes


def bases(plan: Plan, rule: Based, volumes: ArrayVolumes) -> Minor:
    """Return each order's base, less the share a hostess' credit paid where that reduces it."""
    whole = _wholes(plan, rule, volumes)
    if not plan.credit_reduces or volumes.credit_minor is None:
        return whole
    return _without_credit(whole, volumes, volumes.credit_minor)


def _without_credit(wholes: Minor, volumes: ArrayVolumes, credit_minor: Minor) -> Minor:
    """Reduce the few orders that a credit paid for; products may leave 64 bits."""
    found = wholes.copy()
    for place in np.flatnonzero((credit_minor > 0) & (volumes.net_minor > 0)).tolist():
        whole, net = int(wholes[place]), int(volumes.net_minor[place])
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
            worth[here] = half_up(amounts[here], rate.numerator, rate.denominator)
    return worth


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
        )


def _said(texts: Codes | None, place: int) -> str:
    return "" if texts is None else texts.names[texts.rows[place]]


def _number(numbers: Minor | None, place: int) -> int:
    return 0 if numbers is None else int(numbers[place])
