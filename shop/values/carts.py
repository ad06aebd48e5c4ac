"""What a cart shows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.tax import TaxPart
from shop.values.shipping import PaymentOffer, ShippingOffer


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line of a cart.

    `problem` is "" or "not_for_sale" (costs nothing, must be removed) or "out_of_stock".
    """

    line_id: int
    sku: str
    product_slug: str
    product_name: str
    variant_name: str
    art: str
    quantity: int
    unit_gross_minor: int
    gross_minor: int
    pv_minor: int | None
    available: int
    problem: str


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart at today's prices. Once ordered, `order_number` is set and nothing can be changed.

    The sums are those of the goods; the offers say how they may be sent and paid.
    """

    token: UUID
    channel: str
    currency: str
    lines: tuple[CartLine, ...]
    taxes: tuple[TaxPart, ...]
    gross_minor: int
    net_minor: int
    tax_minor: int
    pv_minor: int | None
    order_number: str | None
    shipping_offers: tuple[ShippingOffer, ...]
    payment_offers: tuple[PaymentOffer, ...]

    @property
    def quantity(self) -> int:
        """Return how many pieces are in the cart."""
        return sum(line.quantity for line in self.lines)

    @property
    def can_be_ordered(self) -> bool:
        """Tell whether the cart is open, has lines and every line can be sold."""
        sellable = all(not line.problem for line in self.lines)
        return bool(self.lines) and sellable and self.order_number is None
