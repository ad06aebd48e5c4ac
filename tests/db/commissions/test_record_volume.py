"""From paid orders to volume."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from commissions import public as commissions
from commissions.models import VolumeDelivery, VolumeEntry, VolumeLine
from commissions.services.record_volume import record_volume_of
from shop.models import Order
from shop.public import ImportedOrder, import_orders, order_facts
from tests.db.commissions.company import FOUNDED, IN_MARCH, Till

AT = datetime(2026, 3, 11, 8, tzinfo=UTC)


def test_an_order_brings_its_volume_with_its_lines(till: Till, line: dict[str, int]) -> None:
    order_id = till.sell(line["cara"], pv="12.50", cv="20")
    assert commissions.record_volume(order_ids=[order_id], at=AT).created == 1
    entry = VolumeEntry.objects.get(order_id=order_id)
    assert (entry.member_id, entry.kind) == (line["cara"], "own")
    assert (entry.pv_minor, entry.cv_minor, entry.net_minor) == (1250, 2000, 2000)
    assert (entry.paid_on, entry.placed_on, entry.currency) == (IN_MARCH, IN_MARCH, "EUR")
    assert entry.order_ref == Order.objects.get(pk=order_id).number
    (sold,) = VolumeLine.objects.filter(entry=entry)
    assert (sold.pv_minor, sold.cv_minor, sold.quantity) == (1250, 2000, 3)


def test_a_customers_order_counts_for_its_member(till: Till, line: dict[str, int]) -> None:
    order_id = till.record(line["bert"], cv="5", customer=True)
    entry = VolumeEntry.objects.get(order_id=order_id)
    assert (entry.member_id, entry.kind) == (line["bert"], "customer")


def test_twice_is_once(till: Till, line: dict[str, int]) -> None:
    order_id = till.record(line["cara"], cv="5")
    again = commissions.record_volume(order_ids=[order_id], at=AT)
    assert (again.created, again.skipped) == (0, 1)
    assert VolumeEntry.objects.count() == VolumeLine.objects.count() == 1


def test_an_order_without_a_member_brings_nothing(till: Till, line: dict[str, int]) -> None:
    stray = ImportedOrder("x", "b", IN_MARCH, 1, 100, "EUR", 100, 100, None, None)
    import_orders(source="tests", orders=[stray], at=FOUNDED)
    order = Order.objects.get(external_reference="x")
    assert commissions.record_volume(order_ids=[order.pk], at=AT).skipped == 1
    assert not VolumeEntry.objects.exists()


def test_an_unpaid_order_brings_nothing(till: Till, line: dict[str, int]) -> None:
    (paid,) = order_facts([till.sell(line["cara"], cv="5")])
    unpaid = dataclasses.replace(paid, paid_at=None)
    assert record_volume_of([unpaid], at=AT).skipped == 1
    assert not VolumeEntry.objects.exists()


def test_an_order_of_nothing_is_counted_all_the_same(till: Till, line: dict[str, int]) -> None:
    till.record(line["cara"])
    assert VolumeEntry.objects.get().pv_minor == 0


def test_a_delivery_brings_the_volume_along_if_it_comes_first(
    till: Till, line: dict[str, int]
) -> None:
    order_id = till.sell(line["cara"], cv="5")
    assert commissions.set_vesting(order_ids=[order_id], at=AT) == 1
    assert commissions.set_vesting(order_ids=[order_id], at=AT) == 0
    assert VolumeDelivery.objects.get().delivered_on == IN_MARCH
    assert VolumeEntry.objects.count() == 1


def test_many_orders_cost_few_statements(
    till: Till, line: dict[str, int], django_assert_max_num_queries: object
) -> None:
    orders = [till.sell(line["cara"], cv="5", on=date(2026, 3, 1)) for _each in range(40)]
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        commissions.record_volume(order_ids=orders, at=AT)
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        commissions.set_vesting(order_ids=orders, at=AT)
    assert VolumeDelivery.objects.count() == 40


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commissions_volumeentry SET cv_minor = cv_minor + 1",
        "DELETE FROM commissions_volumeline",
        "TRUNCATE commissions_volumedelivery CASCADE",
    ],
)
def test_volume_never_changes(till: Till, line: dict[str, int], statement: str) -> None:
    order_id = till.record(line["cara"], cv="5")
    commissions.set_vesting(order_ids=[order_id], at=AT)
    with (
        pytest.raises((IntegrityError, InternalError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
