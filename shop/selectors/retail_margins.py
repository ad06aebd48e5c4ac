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
from shop.models import VariantPrice

PARTNER = "partner"
_Place = tuple[int | None, int | None]


# The columns of an order line that Sold is made of.
SOLD = (
    "pk", "variant", "order__channel", "order__buyer_member", "order__placed_at", "quantity",
    "net_minor", "tax_rate_bp",
)  # fmt: skip


class Sold(NamedTuple):
    """What a line was sold for, and where."""

    line_id: int
    variant_id: int | None
    channel_id: int | None
    member_id: int | None
    placed_at: datetime
    quantity: int
    net_minor: int
    tax_rate_bp: int

    @property
    def can_have_margin(self) -> bool:
        """Tell whether a customer bought something that has prices."""
        has_price = self.variant_id is not None and self.channel_id is not None
        return has_price and self.member_id is None


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


def retail_margins(lines: Iterable[Sold]) -> Mapping[int, int]:
    """Return the net margin of each line that a customer paid, in one statement or none.

    Lines without a price for partners have none; a margin is never below zero.
    """
    sold = [line for line in lines if line.can_have_margin]
    if not sold:
        return {}
    prices = _prices({line.variant_id for line in sold})
    zone = ZoneInfo(company().time_zone)
    return {
        line.line_id: _margin(line, prices, line.placed_at.astimezone(zone).date()) for line in sold
    }


def _prices(variant_ids: set[int | None]) -> Mapping[_Place, list[_Price]]:
    found: dict[_Place, list[_Price]] = defaultdict(list)
    rows = VariantPrice.objects.filter(variant__in=variant_ids, audience=PARTNER)
    columns = ("gross_minor", "valid_from", "valid_until", "recorded_at", "superseded_at")
    for variant_id, channel_id, *price in rows.values_list("variant", "channel", *columns):
        found[variant_id, channel_id].append(_Price(*price))
    return found


def _margin(line: Sold, prices: Mapping[_Place, list[_Price]], day: date) -> int:
    known = prices.get((line.variant_id, line.channel_id), [])
    price = next((price for price in known if price.held(line.placed_at, day)), None)
    if price is None:
        return 0
    gross_minor = price.gross_minor * line.quantity
    net_minor = round_half_up(gross_minor * WHOLE_BP, WHOLE_BP + line.tax_rate_bp)
    return max(line.net_minor - net_minor, 0)
