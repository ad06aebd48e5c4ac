"""What the clock does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from commissions import public as commissions
from commissions.models import Calculation, VolumeEntry
from commissions.tasks import calculate, vest_what_is_due
from tests.db.commissions.company import CLERK, CLOSING, publish


@pytest.mark.parametrize(
    ("instant", "bookings"),
    [
        (datetime(2026, 3, 24, 22, 30, tzinfo=UTC), 0),
        (datetime(2026, 3, 24, 23, 30, tzinfo=UTC), 3),
    ],
)
def test_vesting_follows_the_companys_midnight(
    sold: dict[str, int], instant: datetime, bookings: int
) -> None:
    publish()
    orders = list(VolumeEntry.objects.values_list("order_id", flat=True))
    commissions.set_vesting(order_ids=orders, at=CLOSING)
    with time_machine.travel(instant, tick=False):
        assert vest_what_is_due() == bookings


def test_vesting_waits_for_its_next_hour_while_a_run_is_calculated(sold: dict[str, int]) -> None:
    publish()
    orders = list(VolumeEntry.objects.values_list("order_id", flat=True))
    commissions.set_vesting(order_ids=orders, at=CLOSING)
    asked = commissions.ask_draft(
        plan_code="quellmoos", period_key="2026-04", actor=CLERK, language="en", at=CLOSING
    )
    rows = Calculation.objects.filter(pk=asked)
    rows.update(state="underway", started_at=CLOSING, moved_at=CLOSING)
    with time_machine.travel(CLOSING, tick=False):
        assert vest_what_is_due() == 0
        assert calculate("aside") == 0
        assert calculate("books") == 1
        assert vest_what_is_due() == 3
