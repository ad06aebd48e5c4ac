"""What the catalogue shows."""

from __future__ import annotations

from dataclasses import dataclass

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
