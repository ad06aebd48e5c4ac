"""What the catalogue shows."""

from __future__ import annotations

from dataclasses import dataclass

from core.paging import Page
from network.public import Buyer
from shop.rules.contents import Content, UnitPrice
from shop.rules.reductions import Reduction


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
class Wishes:
    """What a shopper wants to see of the catalogue.

    `attributes` are pairs of an attribute's slug and wanted values: any of one attribute, all
    attributes. `sort` is one of SORTS; an unknown one means the usual order: by relevance where
    there is a query, else by name.
    """

    query: str = ""
    category: str = ""
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    from_minor: int | None = None
    to_minor: int | None = None
    in_stock: bool = False
    sort: str = ""


SORTS = ("name", "price", "-price", "newest", "points")
ANYTHING = Wishes()


@dataclass(frozen=True, slots=True)
class Picture:
    """An uploaded picture and what it shows."""

    digest: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class VariantOffer:
    """A variant as this shopper may buy it now."""

    sku: str
    name: str
    gross_minor: int
    pv_minor: int | None
    available: int
    content: Content | None = None
    unit_price: UnitPrice | None = None
    reduction: Reduction | None = None


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a list: its lowest price, and points where the audience sees them.

    `picture` is the digest of its first uploaded picture; without one, `art` names a drawn one.
    `sku` names its only variant, which can be put into the cart from the list.
    """

    slug: str
    name: str
    summary: str
    art: str
    picture: str
    category: str
    sku: str | None
    gross_minor: int
    has_several_prices: bool
    unit_price: UnitPrice | None
    reduction: Reduction | None
    currency: str
    pv_minor: int | None
    available: int


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category in the shopper's language; `depth` counts from the top, which is 0."""

    slug: str
    name: str
    description: str = ""
    parent: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value to filter by, and how many products have it."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """An attribute to filter by."""

    slug: str
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of products; `is_close` says that nothing fits exactly and these come near.

    `trail` leads to the chosen category.
    """

    products: Page[ProductCard]
    facets: tuple[Facet, ...]
    trail: tuple[CategoryCard, ...]
    is_close: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What is true of a product: an attribute and its values, in words."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakerView:
    """Who makes a product and how to reach them; who answers for it in the Union."""

    name: str
    postal_address: str
    electronic_address: str
    responsible_name: str
    responsible_postal_address: str
    responsible_electronic_address: str


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """A row of the nutrition table; percent of the reference intake where one is set."""

    name: str
    amount_milli: int
    unit: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """What the law wants to be said, in one language; allergens are the emphasised parts."""

    product_class: str
    maker: MakerView | None = None
    denomination: str = ""
    ingredients: tuple[tuple[str, bool], ...] = ()
    usage: str = ""
    warnings: str = ""
    nutrients: tuple[NutrientRow, ...] = ()
    nutrients_per: str = ""

    @property
    def names_allergens(self) -> bool:
        """Tell whether an ingredient is emphasised."""
        return any(is_allergen for _text, is_allergen in self.ingredients)


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """One product's page. `trail` leads from the top category to the product's own."""

    slug: str
    name: str
    summary: str
    description: str
    art: str
    pictures: tuple[Picture, ...]
    category: str
    category_name: str
    trail: tuple[CategoryCard, ...]
    currency: str
    tax_rate_bp: int
    variants: tuple[VariantOffer, ...]
    answers: tuple[Answer, ...]
    declaration: DeclarationView
    withdrawal_exception: str
    withdrawal_reason: str
    related: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class ShopWindow:
    """What the home page shows."""

    newest: tuple[ProductCard, ...]
    best_sellers: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class DeliveryTerms:
    """How many working days goods travel, what the cheapest way costs, from when it is free."""

    fewest_days: int
    most_days: int
    from_minor: int
    free_from_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class CatalogueMap:
    """The slugs of everything that may be found."""

    products: tuple[str, ...]
    categories: tuple[str, ...]
