"""Ways of shipping as they are set up, offered and sold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShippingText:
    """A way of shipping in one language."""

    language: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewShippingMethod:
    """A way of shipping to set up, or to set anew under the same code.

    Goods worth `free_from_minor` or more travel free; None: never. `max_weight_grams` None: any.
    """

    channel: str
    code: str
    texts: tuple[ShippingText, ...]
    gross_minor: int
    free_from_minor: int | None = None
    max_weight_grams: int | None = None
    fewest_days: int = 2
    most_days: int = 4
    position: int = 0
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class NewPaymentMethod:
    """A way to pay ("card" or "prepayment") to open or close in a channel."""

    channel: str
    code: str
    days_to_pay: int = 3
    position: int = 0
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class ShippingOffer:
    """A way of shipping for one cart.

    `gross_minor` is what it costs here; `missing_minor` is how much more goods would make it free,
    None where nothing would. One that is too heavy for it is shown and cannot be chosen.
    """

    code: str
    name: str
    note: str
    gross_minor: int
    free_from_minor: int | None
    missing_minor: int | None
    fewest_days: int
    most_days: int
    is_too_heavy: bool


@dataclass(frozen=True, slots=True)
class PaymentOffer:
    """A way to pay that is open in this channel."""

    code: str
    days_to_pay: int


@dataclass(frozen=True, slots=True)
class ChosenShipping:
    """The shipping of an order as it was sold; an empty code: there was none."""

    code: str
    name: str
    gross_minor: int
    net_minor: int
    tax_minor: int
    tax_rate_bp: int
