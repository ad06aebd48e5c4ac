"""Fill an empty database with a network, a signed plan and one month's volume."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commissions.arrays.columns import Minor
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
BATCH = 1 << 16
BUYERS_PERCENT = 62
ORDERS_PERCENT = 120
CUSTOMERS_PERCENT = 30
POINTS = (500, 15_000)
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
    """Let a part of the members buy, some more than once, some for their customers."""
    random = np.random.default_rng(seed + 1)
    orders = max(size * ORDERS_PERCENT // 100, 1)
    buyers = random.permutation(size)[: max(size * BUYERS_PERCENT // 100, 1)]
    with bare([VOLUMES]):
        write_columns(VOLUMES, _VOLUME, _orders(random, buyers, orders))
    return orders


def _orders(random: np.random.Generator, buyers: Minor, orders: int) -> Iterator[tuple[Cells, ...]]:
    first_day = MONTH.toordinal() - FIRST_DAY
    seconds = int((FOUNDED - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds())
    for start in range(1, orders + 1, BATCH):
        numbers = np.arange(start, min(start + BATCH, orders + 1))
        size = len(numbers)
        points = whole(random.integers(*POINTS, size), 8)
        day = whole(first_day + random.integers(0, 31, size), 4)
        yield (
            whole(numbers, 8),
            Cells(
                np.char.add("B", np.char.zfill(numbers.astype("S9"), 9).astype("U9")).astype("S10")
            ),
            whole(FIRST + random.choice(buyers, size), 8),
            texts(["own", "customer"], (random.integers(0, 100, size) < CUSTOMERS_PERCENT) * 1),
            *(points, points, points),
            Cells(np.full(size, b"EUR")),
            *(day, day),
            whole(np.full(size, seconds * _MICROSECONDS), 8),
        )
