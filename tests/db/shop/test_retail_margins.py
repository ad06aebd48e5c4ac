"""What a customer pays above a partner's price, by the prices of that day."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest

from commissions import public as commissions
from commissions.models import VolumeEntry, VolumeReversal
from shop.models import OrderLine, VariantPrice
from shop.public import Cancellation, cancel_paid_order, order_facts
from tests import scenes


def margin_of(line: OrderLine) -> int:
    """Work the margin out of the price list alone, in exact fractions."""
    rows = VariantPrice.objects.filter(variant=line.variant, superseded_at=None)
    customer, partner = (rows.get(audience=whose).gross_minor for whose in ("customer", "partner"))
    net = [
        floor(Fraction(gross * line.quantity * 10_000, 10_000 + line.tax_rate_bp) + Fraction(1, 2))
        for gross in (customer, partner)
    ]
    return net[0] - net[1]


@pytest.mark.django_db
def test_a_customers_order_has_a_margin_and_a_partners_has_none() -> None:
    month = scenes.settled_month()
    customers, partners = order_facts([month.paid.order_id, month.delivered.order_id])[::-1]
    if customers.order_id != month.paid.order_id:
        customers, partners = partners, customers
    expected = {
        line.pk: margin_of(line) for line in OrderLine.objects.filter(order=customers.order_id)
    }
    assert {line.line_id: line.retail_minor for line in customers.lines} == expected
    assert all(minor > 0 for minor in expected.values())
    assert [line.retail_minor for line in partners.lines] == [0] * len(partners.lines)
    assert (customers.country, partners.country) == ("DE", "DE")
    entry = VolumeEntry.objects.get(order_id=customers.order_id)
    assert (entry.retail_minor, entry.country) == (sum(expected.values()), "DE")


@pytest.mark.django_db
def test_a_later_price_leaves_the_margin_alone() -> None:
    month = scenes.settled_month()
    (before,) = order_facts([month.paid.order_id])
    for price in VariantPrice.objects.filter(superseded_at=None, audience="partner"):
        raised = VariantPrice(
            variant_id=price.variant_id, channel_id=price.channel_id, audience_id="partner",
            gross_minor=price.gross_minor + 100, pv_minor=0, cv_minor=0,
            valid_from=price.valid_from, recorded_at=scenes.LATER,
        )  # fmt: skip
        VariantPrice.objects.filter(pk=price.pk).update(superseded_at=scenes.LATER)
        raised.save()
    (after,) = order_facts([month.paid.order_id])
    assert after.lines == before.lines


@pytest.mark.django_db
def test_what_goes_back_piece_by_piece_takes_the_whole_margin_back() -> None:
    month = scenes.settled_month()
    (order,) = order_facts([month.paid.order_id])
    for line in order.lines:
        for _piece in range(line.quantity):
            cancellation = Cancellation("changed_mind", lines=((line.line_id, 1),))
            cancel_paid_order(
                order_id=order.order_id, cancellation=cancellation, actor=scenes.SYSTEM,
                at=scenes.SETTLED,
            )  # fmt: skip
    commissions.reverse_volume(order_ids=[order.order_id], at=scenes.LATER)
    entry = VolumeEntry.objects.get(order_id=order.order_id)
    taken = VolumeReversal.objects.filter(entry=entry).values_list("retail_minor", flat=True)
    assert len(taken) == sum(line.quantity for line in order.lines) > 1
    assert sum(taken) == -entry.retail_minor < 0
