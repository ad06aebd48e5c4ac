"""What a cart shows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.tax import TaxPart
from shop.values.orders import Choices, Contact
from shop.values.shipping import PaymentOffer, ShippingOffer


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line of a cart.

    `problem` is "" or "not_for_sale" (costs nothing, must be removed) or "out_of_stock".
    `withdrawal_exception` is a reason why the buyer cannot withdraw, "" where he can.
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
    summary: str = ""
    content_milli: int = 0
    content_unit: str = ""
    withdrawal_exception: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart at today's prices. Once ordered, `order_number` is set and nothing can be changed.

    The sums include the chosen `shipping`, if one was chosen that these goods may travel by; the
    offers say how they may be sent and paid. A hostess' credit, if `has_credit`, pays
    `credit_minor` of the goods.
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
    shipping: ShippingOffer | None = None
    has_credit: bool = False
    credit_minor: int = 0

    @property
    def due_minor(self) -> int:
        """Return what is left to pay with money."""
        return self.gross_minor - self.credit_minor

    @property
    def quantity(self) -> int:
        """Return how many pieces are in the cart."""
        return sum(line.quantity for line in self.lines)

    @property
    def goods_minor(self) -> int:
        """Return what the goods cost, without shipping."""
        return self.gross_minor - (self.shipping.gross_minor if self.shipping else 0)

    @property
    def cheapest_offer(self) -> ShippingOffer | None:
        """Return the cheapest way these goods may travel."""
        fitting = (offer for offer in self.shipping_offers if not offer.is_too_heavy)
        return min(fitting, key=lambda offer: offer.gross_minor, default=None)

    @property
    def expected_offer(self) -> ShippingOffer | None:
        """Return the way that was chosen, else the cheapest one."""
        return self.shipping or self.cheapest_offer

    @property
    def expected_minor(self) -> int:
        """Return what goods and delivery will cost, as far as is known."""
        offer = self.expected_offer
        return self.goods_minor - self.credit_minor + (offer.gross_minor if offer else 0)

    @property
    def can_be_ordered(self) -> bool:
        """Tell whether the cart is open, has lines and every line can be sold."""
        sellable = all(not line.problem for line in self.lines)
        return bool(self.lines) and sellable and self.order_number is None


@dataclass(frozen=True, slots=True)
class Good:
    """Something to choose in a form."""

    sku: str
    name: str
    gross_minor: int


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was taken out of a cart."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What a buyer has answered so far; an empty code or purpose: not yet.

    Purposes of single lines stand in the cart.
    """

    contact: Contact | None
    choices: Choices
