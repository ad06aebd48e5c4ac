"""What the catalogue shows and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from network.public import Buyer


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who looks at which channel in which language; decides prices, texts, and points (if any)."""

    channel: str
    language: str
    buyer: Buyer


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """A sales channel: one currency, one country whose tax rates apply."""

    channel_id: int
    slug: str
    name: str
    currency: str
    country: str
    default_language: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a list: its lowest price, and points where the audience sees them."""

    slug: str
    name: str
    summary: str
    art: str
    category: str
    gross_minor: int
    has_several_prices: bool
    currency: str
    pv_minor: int | None
    available: int


@dataclass(frozen=True, slots=True)
class VariantOffer:
    """A variant as this shopper may buy it now."""

    sku: str
    name: str
    gross_minor: int
    pv_minor: int | None
    available: int


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """One product's page."""

    slug: str
    name: str
    summary: str
    description: str
    art: str
    category: str
    category_name: str
    currency: str
    tax_rate_bp: int
    variants: tuple[VariantOffer, ...]


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category in the shopper's language."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A sales channel to open."""

    slug: str
    name: str
    currency: str
    country: str
    default_language: str


@dataclass(frozen=True, slots=True)
class NewCategory:
    """A category to create; names are (language, name) pairs."""

    slug: str
    names: tuple[tuple[str, str], ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class ProductText:
    """A product's words in one language."""

    language: str
    name: str
    summary: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A variant to create; its SKU becomes an item of the inventory."""

    sku: str
    name: str


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product to create. `tax_class` is "standard" or "reduced"; `art` names its picture."""

    slug: str
    product_type: str
    category: str
    tax_class: str
    texts: tuple[ProductText, ...]
    variants: tuple[NewVariant, ...]
    art: str = ""


@dataclass(frozen=True, slots=True)
class NewPrice:
    """The price of a variant for an audience in a channel, from a day on."""

    sku: str
    channel: str
    audience: str
    gross_minor: int
    pv_minor: int
    cv_minor: int
    valid_from: date
