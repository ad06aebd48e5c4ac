"""What customers paid above the price that partners had on the same day: the retail margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.company import company
from core.rates import WHOLE_BP
from core.rounding import round_half_up
from shop.models import OrderLine, VariantPrice

PARTNER = "partner"


class _Sold(NamedTuple):
    line_id: int
    variant_id: int
    channel_id: int
    placed_at: datetime
    quantity: int
    net_minor: int
    tax_rate_bp: int


class _Price(NamedTuple):
    gross_minor: int
    valid_from: date
    valid_until: date | None
    recorded_at: datetime
    superseded_at: datetime | None

    def held(self, at: datetime, day: date) -> bool:
        """Tell whether this was the price at an instant of a day, as it was known then."""
        is_valid = self.valid_from <= day and (self.valid_until is None or day < self.valid_until)
        is_known = self.recorded_at <= at
        return is_valid and is_known and (self.superseded_at is None or at < self.superseded_at)


def retail_margins(order_ids: Iterable[int]) -> Mapping[int, int]:
    """Return the net margin of each line that a customer paid, in two statements.

    Lines without a price for partners have none; a margin is never below zero.
    """
    lines = OrderLine.objects.filter(
        order__in=set(order_ids),
        order__buyer_member__isnull=True,
        order__channel__isnull=False,
        variant__isnull=False,
    )
    columns = (
        "pk", "variant", "order__channel", "order__placed_at", "quantity", "net_minor",
        "tax_rate_bp",
    )  # fmt: skip
    sold = [_Sold(*row) for row in lines.values_list(*columns)]
    if not sold:
        return {}
    prices = _prices({line.variant_id for line in sold})
    zone = ZoneInfo(company().time_zone)
    return {
        line.line_id: _margin(line, prices, line.placed_at.astimezone(zone).date()) for line in sold
    }


def _prices(variant_ids: set[int]) -> Mapping[tuple[int, int], list[_Price]]:
    found: dict[tuple[int, int], list[_Price]] = defaultdict(list)
    rows = VariantPrice.objects.filter(variant__in=variant_ids, audience=PARTNER)
    columns = ("gross_minor", "valid_from", "valid_until", "recorded_at", "superseded_at")
    for variant_id, channel_id, *price in rows.values_list("variant", "channel", *columns):
        found[variant_id, channel_id].append(_Price(*price))
    return found


def _margin(line: _Sold, prices: Mapping[tuple[int, int], list[_Price]], day: date) -> int:
    known = prices.get((line.variant_id, line.channel_id), [])
    price = next((price for price in known if price.held(line.placed_at, day)), None)
    if price is None:
        return 0
    gross_minor = price.gross_minor * line.quantity
    net_minor = round_half_up(gross_minor * WHOLE_BP, WHOLE_BP + line.tax_rate_bp)
    return max(line.net_minor - net_minor, 0)
