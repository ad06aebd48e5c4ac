"""Variants with their prices, unit prices, reductions and stock, for lists and product pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter

from django.db.models import F, Q, QuerySet

from inventory.public import available
from shop.models import VariantPrice
from shop.rules.contents import Content, unit_price
from shop.rules.reductions import HISTORY_DAYS, Asked, reduction
from shop.selectors.channels import Sight
from shop.selectors.prices import EVERYBODY
from shop.selectors.texts import variant_text
from shop.values.catalogue import VariantOffer


@dataclass(slots=True)
class _Priced:
    """A variant with its price now and what was asked for it before."""

    first: VariantPrice
    now: VariantPrice | None = None
    asked: list[Asked] = field(default_factory=list)


def offers_of(
    product_ids: Collection[int], sight: Sight, *, free: dict[str, int] | None = None
) -> dict[int, tuple[VariantOffer, ...]]:
    """Return each product's variants that have a price, in two statements."""
    priced: dict[int, _Priced] = {}
    for row in _rows(product_ids, sight):
        known = priced.setdefault(row.variant_id, _Priced(row))
        _take(known, row, sight)
    sold = [known for known in priced.values() if known.now is not None]
    stock = free if free is not None else available(known.first.sku for known in sold)  # type: ignore[attr-defined]
    offers: dict[int, list[VariantOffer]] = defaultdict(list)
    for known in sold:
        offers[known.first.product_id].append(_offer(known, sight, stock))  # type: ignore[attr-defined]
    return {product_id: tuple(found) for product_id, found in offers.items()}


def _rows(product_ids: Collection[int], sight: Sight) -> QuerySet[VariantPrice]:
    """Return what is and was asked, variants in their order, each price after the one before."""
    before = sight.day - timedelta(days=HISTORY_DAYS)
    audiences = {sight.audience, EVERYBODY}
    return (
        VariantPrice.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=before),
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=sight.at - timedelta(HISTORY_DAYS)),
            variant__product__in=product_ids,
            channel=sight.channel.channel_id,
            audience__in=audiences,
            valid_from__lte=sight.day,
        )
        .annotate(
            product_id=F("variant__product"),
            sku=F("variant__sku"),
            variant_name=variant_text(sight, "variant"),
            plain_name=F("variant__name"),
            milli=F("variant__content_milli"),
            unit=F("variant__content_unit"),
        )
        .order_by("variant__product", "variant__position", "variant", "recorded_at", "pk")
    )


def _take(known: _Priced, row: VariantPrice, sight: Sight) -> None:
    is_now = row.superseded_at is None and (row.valid_until is None or row.valid_until > sight.day)
    if is_now and (known.now is None or row.audience_id == sight.audience):
        known.now = row
    if row.audience_id == EVERYBODY and (asked := _asked(row, sight)):
        known.asked.append(asked)


def _asked(row: VariantPrice, sight: Sight) -> Asked | None:
    """Return the days on which the price was really shown: valid, and known to be.

    The day on which it was superseded was still, in part, its own.
    """
    starts = max(row.valid_from, sight.ours.day_of(row.recorded_at))
    ends = row.valid_until
    if row.superseded_at is not None:
        known_until = sight.ours.day_of(row.superseded_at) + timedelta(days=1)
        ends = known_until if ends is None else min(ends, known_until)
    return Asked(row.gross_minor, starts, ends) if ends is None or starts < ends else None


def _offer(known: _Priced, sight: Sight, stock: dict[str, int]) -> VariantOffer:
    row, now = known.first, known.now
    assert now is not None
    sku, milli, unit = attrgetter("sku", "milli", "unit")(row)
    content = Content(milli, unit) if milli else None
    is_public = now.audience_id == EVERYBODY
    return VariantOffer(
        sku=sku,
        name=row.variant_name or row.plain_name,  # type: ignore[attr-defined]
        gross_minor=now.gross_minor,
        pv_minor=now.pv_minor if sight.sees_points else None,
        available=stock.get(sku, 0),
        content=content,
        unit_price=unit_price(now.gross_minor, content) if content else None,
        reduction=reduction(known.asked, sight.day) if is_public else None,
    )
