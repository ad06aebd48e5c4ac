"""Fill an empty database with a network, a signed plan and one month's volume."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random

from django.db import connection
from django.utils.translation import gettext_lazy as _

from commissions.benchmark.shapes import sponsors
from commissions.services.activate_plan import activate_plan
from commissions.shipped_plans import shipped_plan
from core.company import Company, company_or_none, save_company
from core.errors import Refused
from core.policy import Actor
from network.public import ImportedMember, import_members

PLAN, PERIOD, MONTH = "quellmoos", "2026-01", date(2026, 1, 1)
FOUNDED = datetime(2025, 12, 1, 8, tzinfo=UTC)
CLOSING = datetime(2026, 2, 1, 8, tzinfo=UTC)
MAKER, SECOND = Actor.system("bench"), Actor.system("bench-second")
BATCH = 20_000
BUYERS_PERCENT = 62
ORDERS_PERCENT = 120

_COPY = """
COPY commissions_volumeentry
    (order_id, order_ref, member_id, kind, pv_minor, cv_minor, net_minor, currency, placed_on,
     paid_on, recorded_at)
FROM STDIN
"""


class DatabaseInUse(Refused):
    """Measuring needs an empty company."""

    code = "commissions.bench_database_in_use"


def make_company(size: int, shape: str, seed: int) -> int:
    """Make everything a run needs; return how many orders there are.

    Raises: DatabaseInUse.
    """
    if company_or_none() is not None:
        raise DatabaseInUse(_("The benchmark needs an empty database; this one has a company."))
    settings = Company(name="Bench", currency="EUR", country="DE", is_demo=True)
    save_company(actor=MAKER, settings=settings, at=FOUNDED)
    shipped = shipped_plan(PLAN, MONTH.isoformat())
    activate_plan(
        document=shipped.document,
        examples=shipped.examples,
        filename=shipped.filename,
        actor=MAKER,
        approver=SECOND,
        at=FOUNDED,
    )
    random = Random(seed)  # noqa: S311 - made-up data that must come again
    numbers = _enrol(sponsors(size, shape, random))
    return _sell(numbers, random)


def _enrol(above: Sequence[int | None]) -> list[int]:
    numbers: dict[str, int] = {}
    for start in range(0, len(above), BATCH):
        rows = [
            ImportedMember(
                external_reference=str(place),
                name=f"M {place}",
                joined_at=FOUNDED,
                sponsor_reference=None if sponsor is None else str(sponsor),
            )
            for place, sponsor in enumerate(above[start : start + BATCH], start=start)
        ]
        numbers |= import_members(source="bench", members=rows)
    return [numbers[str(place)] for place in range(len(above))]


def _sell(numbers: Sequence[int], random: Random) -> int:
    """Let a part of the members buy, some more than once, some for their customers."""
    buyers = random.sample(numbers, max(len(numbers) * BUYERS_PERCENT // 100, 1))
    orders = max(len(numbers) * ORDERS_PERCENT // 100, 1)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for order in range(1, orders + 1):
            points = random.randrange(500, 15_000)
            kind = "customer" if random.random() < 0.3 else "own"
            day = MONTH.replace(day=random.randrange(1, 32))
            copy.write(
                f"{order}\tB{order:09}\t{random.choice(buyers)}\t{kind}\t{points}\t{points}"
                f"\t{points}\tEUR\t{day}\t{day}\t{FOUNDED.isoformat()}\n"
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE commissions_volumeentry")
    return orders
