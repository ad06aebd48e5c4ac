"""What the catalogue is made from: channels, shelves, attributes, makers, products, prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Words = tuple[tuple[str, str], ...]
"""(language, text) pairs, such as (("de", "Rosencreme"), ("en", "Rose cream"))."""


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
    """A category to create, below `parent` (a slug) where it is given."""

    slug: str
    names: Words
    position: int = 0
    parent: str = ""
    descriptions: Words = ()


@dataclass(frozen=True, slots=True)
class NewAttributeValue:
    """A possible answer, such as ("dry", (("de", "trocken"), ("en", "dry")))."""

    slug: str
    names: Words


@dataclass(frozen=True, slots=True)
class NewAttribute:
    """An attribute to create, with its answers in their order.

    `input_type` is "dropdown" (one value a product) or "multiselect" (several).
    """

    slug: str
    names: Words
    values: tuple[NewAttributeValue, ...]
    input_type: str = "dropdown"
    is_filter: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class NewProductType:
    """A kind of product to create, with the slugs of its attributes.

    `product_class` decides which declarations are needed to publish: "cosmetic",
    "food_supplement", "food" or "other".
    """

    slug: str
    name: str
    product_class: str = "other"
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewManufacturer:
    """Who makes products, and how to reach them; outside the Union somebody in it answers for them.

    `postal_address` is written as on an envelope; `electronic_address` is an e-mail or web address.
    """

    slug: str
    name: str
    postal_address: str
    country: str
    electronic_address: str
    responsible_name: str = ""
    responsible_postal_address: str = ""
    responsible_electronic_address: str = ""


@dataclass(frozen=True, slots=True)
class ProductText:
    """A product's words in one language."""

    language: str
    name: str
    summary: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A variant to create; its SKU becomes an item of the inventory.

    `content` is the net content with its unit, like "200 ml", "0.5 kg" or "1 piece"; without it the
    product cannot be published. `weight_g` is the weight of the packed thing, for shipping.
    `names` are for languages in which `name` would not do.
    """

    sku: str
    name: str
    content: str = ""
    weight_g: int = 0
    names: Words = ()


@dataclass(frozen=True, slots=True)
class LabelText:
    """What the label says in one language.

    Allergens among the ingredients stand between double asterisks: "oats, **milk** powder". Of a
    food supplement `denomination` is its legal name ("Nahrungsergänzungsmittel mit Magnesium") and
    `usage` the daily portion. `withdrawal_reason` explains the product's withdrawal exception.
    """

    language: str
    denomination: str = ""
    ingredients: str = ""
    usage: str = ""
    warnings: str = ""
    withdrawal_reason: str = ""


@dataclass(frozen=True, slots=True)
class NutrientAmount:
    """A row of the nutrition table: NutrientAmount("magnesium", "300 mg").

    `nutrient` is known to `shop.rules.nutrients` (its share of the reference intake is calculated),
    or a slug of your own, then with `names`.
    """

    nutrient: str
    amount: str
    names: Words = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the law wants to be said about a product (GPSR, LMIV, NemV).

    `nutrients_per` is "portion", "100g" or "100ml".
    """

    manufacturer: str = ""
    labels: tuple[LabelText, ...] = ()
    has_no_warnings: bool = False
    nutrients: tuple[NutrientAmount, ...] = ()
    nutrients_per: str = "portion"


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product to create. `tax_class` is "standard" or "reduced"; `art` names its drawn picture.

    `attributes` are pairs of an attribute's slug and the slugs of the values that apply.
    `withdrawal_exception` is "", "sealed_hygiene", "perishable" or "customised".
    """

    slug: str
    product_type: str
    category: str
    tax_class: str
    texts: tuple[ProductText, ...]
    variants: tuple[NewVariant, ...]
    art: str = ""
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    declaration: Declaration = Declaration()
    withdrawal_exception: str = ""


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture to upload (JPEG, PNG or WebP), and what it shows in each language."""

    content: bytes
    alts: Words


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


@dataclass(frozen=True, slots=True)
class ProductChanges:
    """What a product becomes; its type stays, because its attributes and duties hang on it."""

    category: str
    tax_class: str
    art: str = ""
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    withdrawal_exception: str = ""


@dataclass(frozen=True, slots=True)
class CategoryChanges:
    """What a category becomes; names and descriptions are replaced as a whole."""

    names: Words
    position: int = 0
    parent: str = ""
    descriptions: Words = ()
