"""Fill an empty database with a network, a signed plan and one month's volume."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from commissions.benchmark.orders import DrawnOrders, drawn_orders, order_count, order_refs
from commissions.benchmark.shapes import sponsors
from commissions.services.activate_plan import activate_plan
from commissions.shipped_plans import plan_files
from core.bare_tables import bare
from core.company import Company, company_or_none, save_company
from core.copied_columns import FIRST_DAY, Cells, texts, whole, write_columns
from core.errors import Refused
from core.policy import Actor
from network.public import fill_network

PLAN, PERIOD, MONTH = "bench", "2026-01", date(2026, 1, 1)
FOUNDED = datetime(2025, 12, 1, 8, tzinfo=UTC)
CLOSING = datetime(2026, 2, 1, 8, tzinfo=UTC)
MAKER, SECOND = Actor.system("bench"), Actor.system("bench-second")
DOCUMENT = Path(__file__).with_name("plan.toml")
FIRST = 1001
VOLUMES = "commissions_volumeentry"
_VOLUME = (
    "order_id, order_ref, member_id, kind, pv_minor, cv_minor, net_minor, currency, placed_on,"
    " paid_on, recorded_at"
)
_MICROSECONDS = 1_000_000


class DatabaseInUse(Refused):
    """Measuring needs an empty company."""

    code = "commissions.bench_database_in_use"


@transaction.atomic
def make_company(size: int, shape: str, seed: int) -> int:
    """Make everything a run needs; return how many orders there are.

    Raises: DatabaseInUse.
    """
    if company_or_none() is not None:
        raise DatabaseInUse(_("The benchmark needs an empty database; this one has a company."))
    settings = Company(name="Bench", currency="EUR", country="DE", is_demo=True)
    save_company(actor=MAKER, settings=settings, at=FOUNDED)
    fill_network(sponsors=sponsors(size, shape, seed), first=FIRST, at=FOUNDED)
    _sign()
    return _sell(size, seed)


def settle_down() -> None:
    """Leave the tables as the server's housekeeping leaves those that grew over months.

    Rows that were never read are marked by whoever reads them first, which would be measured too.
    """
    if transaction.get_autocommit():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _sign() -> None:
    """Put the plan of the benchmark into force, as any other: it keeps what it promises."""
    shipped = plan_files(DOCUMENT)
    activate_plan(
        document=shipped.document,
        examples=shipped.examples,
        filename=f"{MONTH.isoformat()}.toml",
        actor=MAKER,
        approver=SECOND,
        at=FOUNDED,
    )


def _sell(size: int, seed: int) -> int:
    with bare([VOLUMES]):
        write_columns(VOLUMES, _VOLUME, map(_cells, drawn_orders(size, seed)))
    return order_count(size)


def _cells(orders: DrawnOrders) -> tuple[Cells, ...]:
    first_day = MONTH.toordinal() - FIRST_DAY
    seconds = int((FOUNDED - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds())
    points, day = whole(orders.points_minor, 8), whole(first_day + orders.days, 4)
    return (
        whole(orders.numbers, 8),
        Cells(order_refs(orders.numbers)),
        whole(FIRST + orders.sellers, 8),
        texts(["customer", "own"], orders.is_own * 1),
        *(points, points, points),
        Cells(np.full(len(orders), b"EUR")),
        *(day, day),
        whole(np.full(len(orders), seconds * _MICROSECONDS), 8),
    )
