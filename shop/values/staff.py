"""What staff see of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shop.values.catalogue import Picture
from shop.values.products import Declaration, NewManufacturer, NewVariant, ProductText, Words


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """Which products staff look for; `state` is "", "published" or "draft"."""

    query: str = ""
    category: str = ""
    state: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the staff's list; the price is the lowest that customers pay today."""

    slug: str
    name: str
    category: str
    skus: tuple[str, ...]
    channels: tuple[str, ...]
    gross_minor: int | None
    currency: str
    available: int


@dataclass(frozen=True, slots=True)
class AttributeChoice:
    """An attribute of a product's kind with the answers that are possible and those that hold."""

    slug: str
    name: str
    is_multiple: bool
    values: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """An uploaded picture with its words in every language."""

    picture: Picture
    alts: Words


@dataclass(frozen=True, slots=True)
class Listed:
    """Whether and since when a product is on sale in a channel."""

    channel: str
    channel_name: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProductSheet:
    """Everything staff can change about a product."""

    slug: str
    name: str
    product_type: str
    product_class: str
    category: str
    tax_class: str
    art: str
    withdrawal_exception: str
    texts: tuple[ProductText, ...]
    variants: tuple[NewVariant, ...]
    attributes: tuple[AttributeChoice, ...]
    declaration: Declaration
    pictures: tuple[SheetPicture, ...]
    related: tuple[str, ...]
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price of the history: what it was, is or will be, and when we came to know it."""

    sku: str
    channel: str
    audience: str
    gross_minor: int
    pv_minor: int
    cv_minor: int
    currency: str
    valid_from: date
    valid_until: date | None
    recorded_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class CategorySheet:
    """A category as staff edit it."""

    slug: str
    parent: str
    position: int
    depth: int
    names: Words
    descriptions: Words
    products: int


@dataclass(frozen=True, slots=True)
class AttributeSheet:
    """An attribute as staff see it; values with their words."""

    slug: str
    input_type: str
    is_filter: bool
    names: Words
    values: tuple[tuple[str, Words], ...]
    product_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeCard:
    """A kind of product."""

    slug: str
    name: str
    product_class: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfSheet:
    """All categories, attributes, kinds and manufacturers; a company has some dozens."""

    categories: tuple[CategorySheet, ...]
    attributes: tuple[AttributeSheet, ...]
    product_types: tuple[TypeCard, ...]
    manufacturers: tuple[NewManufacturer, ...]
