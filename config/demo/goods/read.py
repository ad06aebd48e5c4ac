"""Read the files of this folder; a key that nobody reads is a mistake and refused."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import shop.public as shop
from config.demo.goods.goods import Channel, DemoPrice, DemoProduct, DemoVariant, Goods
from core.errors import InvariantBroken
from core.money import parse_money
from core.points import parse_points

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")
_LABEL = ("denomination", "ingredients", "usage", "warnings", "withdrawal_reason")

Table = dict[str, Any]
Words = tuple[tuple[str, str], ...]


@cache
def read_goods() -> Goods:
    """Return the whole range, products in the order of their first SKU."""
    shelves = _read(FOLDER / "shelves.toml")
    channels = tuple(_channel(table) for table in shelves.pop("channels"))
    by_country = {one.channel.country: one.channel.slug for one in channels}
    products = [_product(path, by_country) for path in (FOLDER / "products").glob("*.toml")]
    goods = Goods(
        channels=channels,
        categories=tuple(_categories(shelves.pop("categories"))),
        attributes=tuple(
            _attribute(table, position) for position, table in enumerate(shelves.pop("attributes"))
        ),
        product_types=tuple(_product_type(table) for table in shelves.pop("product_types")),
        manufacturers=tuple(
            shop.NewManufacturer(**table) for table in shelves.pop("manufacturers")
        ),
        products=tuple(sorted(products, key=lambda item: item.variants[0].sku)),
    )
    _insist_on_nothing_left(shelves, "shelves")
    return goods


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _insist_on_nothing_left(table: Table, where: str) -> None:
    if table:
        raise InvariantBroken(f"{where}: nobody reads {sorted(table)}")


def _words(table: Table) -> Words:
    """Take the words of each language out of a table."""
    return tuple((language, table.pop(language)) for language in LANGUAGES if language in table)


def _money(text: str) -> int:
    return parse_money(text).minor


def _channel(table: Table) -> Channel:
    slug = table.pop("slug")
    ways = table.pop("shipping")
    channel = Channel(
        shop.NewChannel(
            slug, table.pop("name"), table.pop("currency"), table.pop("country"),
            table.pop("language"),
        ),
        tuple(_shipping(slug, way, position) for position, way in enumerate(ways)),
        tuple(
            shop.NewPaymentMethod(slug, code, days_to_pay=days, position=position)
            for position, (code, days) in enumerate(table.pop("payments").items())
        ),
    )  # fmt: skip
    _insist_on_nothing_left(table, slug)
    return channel


def _shipping(channel: str, table: Table, position: int) -> shop.NewShippingMethod:
    free_from = table.pop("free_from", None)
    fewest, most = table.pop("days")
    texts = tuple(shop.ShippingText(language, **table.pop(language)) for language in LANGUAGES)
    method = shop.NewShippingMethod(
        channel,
        table.pop("code"),
        texts,
        _money(table.pop("price")),
        free_from_minor=None if free_from is None else _money(free_from),
        max_weight_grams=table.pop("max_weight_g"),
        fewest_days=fewest,
        most_days=most,
        position=position,
    )
    _insist_on_nothing_left(table, f"{channel} {method.code}")
    return method


def _categories(tables: list[Table], parent: str = "") -> list[shop.NewCategory]:
    """Return the shelves of a level, each followed by the shelves within it."""
    found = []
    for position, table in enumerate(tables):
        within, about = table.pop("children", []), table.pop("about", {})
        slug = table.pop("slug")
        names = _words(table)
        found.append(shop.NewCategory(slug, names, position, parent, _words(about)))
        found += _categories(within, slug)
        _insist_on_nothing_left(table | about, slug)
    return found


def _attribute(table: Table, position: int) -> shop.NewAttribute:
    values = tuple(
        shop.NewAttributeValue(value.pop("slug"), _words(value)) for value in table.pop("values")
    )
    slug, names = table.pop("slug"), _words(table)
    attribute = shop.NewAttribute(
        slug, names, values, input_type=table.pop("input_type"), position=position
    )
    _insist_on_nothing_left(table, slug)
    return attribute


def _product_type(table: Table) -> shop.NewProductType:
    return shop.NewProductType(**table | {"attributes": tuple(table["attributes"])})


def _product(path: Path, channels: dict[str, str]) -> DemoProduct:
    table = _read(path)
    said = {language: table.pop(language) for language in LANGUAGES}
    sold = table.pop("variants")
    variants = tuple(_sold(variant, channels) for variant in sold)
    item = DemoProduct(
        shop.NewProduct(
            slug=path.stem,
            product_type=table.pop("type"),
            category=table.pop("category"),
            tax_class=table.pop("tax_class"),
            texts=tuple(_text(language, words) for language, words in said.items()),
            variants=tuple(_variant(variant) for variant in sold),
            art=path.stem,
            attributes=tuple((slug, tuple(v)) for slug, v in table.pop("attributes").items()),
            declaration=_declaration(table, said),
            withdrawal_exception=table.pop("withdrawal_exception", ""),
        ),
        variants,
        tuple(table.pop("related")),
        table.pop("launched_days_ago", 0),
    )
    for rest in (table, *said.values(), *sold):
        _insist_on_nothing_left(rest, path.stem)
    return item


def _text(language: str, words: Table) -> shop.ProductText:
    return shop.ProductText(
        language, words.pop("name"), words.pop("summary"), words.pop("description").strip()
    )


def _declaration(table: Table, said: dict[str, Table]) -> shop.Declaration:
    labels = tuple(
        shop.LabelText(language, **{name: words.pop(name, "") for name in _LABEL})
        for language, words in said.items()
    )
    nutrients = table.pop("nutrients", {})
    return shop.Declaration(
        manufacturer=table.pop("manufacturer"),
        labels=labels,
        nutrients=tuple(shop.NutrientAmount(*amount) for amount in nutrients.items()),
        nutrients_per=table.pop("nutrients_per", "portion"),
    )


def _sold(table: Table, channels: dict[str, str]) -> DemoVariant:
    """Take points, stock and prices out of a variant's table."""
    before = table.pop("before", {})
    days_ago = before.pop("until_days_ago", 0)
    prices = tuple(
        DemoPrice(
            channels[country],
            audience,
            _money(price),
            _money(before[country]) if audience == "customer" and country in before else None,
        )
        for country, by_audience in table.pop("prices").items()
        for audience, price in by_audience.items()
    )
    points = parse_points(table.pop("points"))
    return DemoVariant(table["sku"], table.pop("stock"), points, prices, days_ago)


def _variant(table: Table) -> shop.NewVariant:
    """Take the rest; what it is called is its content where nothing else is said."""
    names, content = table.pop("names", {}), table.pop("content")
    return shop.NewVariant(
        sku=table.pop("sku"),
        name=names.get("de", content),
        content=content,
        weight_g=table.pop("weight_g"),
        names=tuple(names.items()),
    )
