"""From pending to vested."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commissions import public as commissions
from commissions.models import Run, VestedVolume, Vesting, VolumeEntry
from core.errors import Denied
from core.rates import share
from finance import public as finance
from finance.models import LedgerTransaction
from tests.db.commissions.company import CLERK, STRANGER, Till, accounts, publish

AT = datetime(2026, 4, 20, 8, tzinfo=UTC)
LONG_AFTER = AT.date()


def vest(as_of: date = LONG_AFTER) -> tuple[commissions.VestedDay, ...]:
    return commissions.vest_due(as_of=as_of, at=AT, actor=CLERK)


def deliver_all() -> None:
    orders = list(VolumeEntry.objects.values_list("order_id", flat=True))
    commissions.set_vesting(order_ids=orders, at=AT)


def vested(line: dict[str, int]) -> dict[str, int]:
    """Return what has vested, with the tenth of it that is kept as a reserve."""
    held = {name: accounts(number) for name, number in line.items()}
    for balance in held.values():
        whole = balance.get("vested", 0) + balance.get("reserve", 0)
        assert abs(balance.get("reserve", 0) - share(whole, 1000)) <= 1
    return {name: each.get("vested", 0) + each.get("reserve", 0) for name, each in held.items()}


def test_what_was_delivered_vests_after_the_holding_period(
    sold: dict[str, int],
) -> None:
    run = publish()
    deliver_all()
    (day,) = vest()
    assert (day.run_ref, day.vests_on, day.member_count, day.amount_minor) == (
        run.run_ref, date(2026, 3, 25), 3, 27_00,
    )  # fmt: skip
    assert vested(sold) == {"anna": 6_00, "bert": 15_00, "cara": 6_00}
    assert finance.balance_minor(f"member:{sold['bert']}:pending", "EUR") == 0
    booking = LedgerTransaction.objects.filter(kind="commission.vested").first()
    assert booking is not None
    assert booking.effective_on == date(2026, 3, 31)


@pytest.mark.parametrize(("as_of", "vests"), [(date(2026, 3, 24), 0), (date(2026, 3, 25), 1)])
def test_the_last_day_of_the_withdrawal_period_is_waited_for(
    sold: dict[str, int], as_of: date, vests: int
) -> None:
    """Delivered on March 10: the fourteenth day is March 24, and it counts whole."""
    publish()
    deliver_all()
    assert len(vest(as_of)) == vests


def test_what_is_not_delivered_stays_pending(sold: dict[str, int]) -> None:
    publish()
    assert vest() == ()
    assert vested(sold) == {"anna": 0, "bert": 0, "cara": 0}
    assert Run.objects.get().fully_vested_at is None


def test_before_publishing_nothing_vests(sold: dict[str, int]) -> None:
    deliver_all()
    assert vest() == ()


def test_each_day_of_vesting_is_a_booking_of_its_own(till: Till, line: dict[str, int]) -> None:
    for name in ("anna", "bert"):
        till.record(line[name], pv="60")
    till.record(line["cara"], cv="100", on=date(2026, 3, 20))
    till.record(line["cara"], cv="10", on=date(2026, 3, 25))
    publish()
    deliver_all()
    first = vest(date(2026, 4, 5))
    assert [(day.vests_on, day.amount_minor) for day in first] == [
        (date(2026, 3, 25), 0),
        (date(2026, 4, 4), 18_00),
    ]
    assert vested(line) == {"anna": 6_00, "bert": 12_00, "cara": 0}
    assert Run.objects.get().fully_vested_at is None
    second = vest(date(2026, 4, 9))
    assert [(day.vests_on, day.amount_minor) for day in second] == [(date(2026, 4, 9), 1_80)]
    assert Run.objects.get().fully_vested_at == AT
    assert vested(line) == {"anna": 6_60, "bert": 13_20, "cara": 0}


def test_twice_is_once(sold: dict[str, int]) -> None:
    publish()
    deliver_all()
    assert len(vest()) == 1
    bookings = LedgerTransaction.objects.count()
    assert vest() == ()
    assert LedgerTransaction.objects.count() == bookings


def test_a_delivery_recorded_late_vests_by_itself(till: Till, sold: dict[str, int]) -> None:
    publish()
    first, *others = VolumeEntry.objects.order_by("-id").values_list("order_id", flat=True)
    commissions.set_vesting(order_ids=others, at=AT)
    vest()
    commissions.set_vesting(order_ids=[first], at=AT)
    (day,) = vest()
    assert (day.vests_on, day.amount_minor) == (date(2026, 3, 25), 9_00)
    assert vested(sold) == {"anna": 6_00, "bert": 15_00, "cara": 6_00}
    assert Vesting.objects.count() == 2


def test_the_database_lets_an_entry_vest_once(sold: dict[str, int]) -> None:
    publish()
    deliver_all()
    vest()
    done = VestedVolume.objects.first()
    assert done is not None
    again = VestedVolume(
        run_id=done.run_id, volume_entry_id=done.volume_entry_id, vesting_id=done.vesting_id
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        VestedVolume.objects.bulk_create([again])


def test_nobody_releases_ahead_of_time(sold: dict[str, int]) -> None:
    publish()
    deliver_all()
    with pytest.raises(commissions.NotThatFar, match="has not come yet"):
        commissions.vest_due(as_of=AT.date() + timedelta(days=1), at=AT, actor=CLERK)
    assert vested(sold) == {"anna": 0, "bert": 0, "cara": 0}


def test_whoever_may_not_is_refused(till: Till) -> None:
    with pytest.raises(Denied):
        commissions.vest_due(as_of=LONG_AFTER, at=AT, actor=STRANGER)


def test_an_empty_run_waits_for_nothing(till: Till) -> None:
    publish("2026-01")
    assert vest() == ()
