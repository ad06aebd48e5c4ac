"""The money that a rule's rates are taken of, order by order, as `Plan.base_minor` says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from commissions.engine.facts import CUSTOMER, OWN, Volume
from commissions.engine.plan import POINT, Plan
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL, OrderRule

from .columns import Minor
from .picture import NO_DAY, ArrayPicture, ArrayVolumes


def bases(plan: Plan, rule: OrderRule, volumes: ArrayVolumes) -> Minor:
    """Return each order's base; the worth of points is rounded once per order."""
    if rule.base == ORDER_RETAIL:
        return volumes.retail_minor
    if rule.base == ORDER_NET or plan.cv_value_minor is None:
        return volumes.net_minor
    return half_up(volumes.cv_minor, plan.cv_value_minor, POINT)


def half_up(amounts: Minor, factor: int, divisor: int) -> Minor:
    """Return amounts * factor / divisor, rounded as `core.rounding.round_half_up` does.

    Units: factor of zero or above, divisor above zero, their product below 2^61.
    """
    magnitude = np.abs(amounts)
    whole, rest = np.divmod(magnitude, divisor)
    rounded = whole * factor + (2 * rest * factor + divisor) // (2 * divisor)
    return np.asarray(np.where(amounts < 0, -rounded, rounded), np.int64)


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
        )
