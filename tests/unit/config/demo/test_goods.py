"""What the demo sells is fit to be shown: complete, in two languages, without promises."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from config.demo.goods import DemoProduct, DemoVariant, read_goods
from config.demo.goods.read import _product
from core.errors import InvariantBroken
from shop.rules.contents import parse_content, unit_price

ART = Path("storefront/static/art")
GOODS = read_goods()
PRODUCTS = {item.product.slug: item for item in GOODS.products}
CHANNELS = {one.channel.slug for one in GOODS.channels}
AUDIENCES = {"customer", "partner", "reseller"}
# Words that promise an effect on health, or more than can be shown (Reg. 1924/2006, § 3 UWG).
CLAIMS = re.compile(
    r"heilt|heilend|heilsam|lindert|entzünd|schmerz|krank|entgift|detox|immun|stärkt|verjüng|"
    r"anti-?aging|faltenfrei|beruhigt|schlaf|stress|wunder|garantiert|klimaneutral|umweltfreundlich|"
    r"cures?\b|heals?\b|healing|relie[fv]|inflamm|\bpain|disease|immune|rejuvenat|wrinkle|soothes|"
    r"sleep|miracle|guarantee|climate.neutral|\bbeste[rsn]?\b|\bbest\b|einzigartig|unique",
    re.I,
)
ID = re.compile(r'\bid="([^"]+)"')

every_product = pytest.mark.parametrize("slug", sorted(PRODUCTS))


def variants() -> list[DemoVariant]:
    """Return everything that has a SKU."""
    return [variant for item in GOODS.products for variant in item.variants]


def price(variant: DemoVariant, channel: str, audience: str) -> int:
    """Return what somebody pays."""
    return next(
        one.gross_minor
        for one in variant.prices
        if (one.channel, one.audience) == (channel, audience)
    )


def words(item: DemoProduct) -> str:
    """Return all that is said freely about a product."""
    return " ".join(f"{t.name} {t.summary} {t.description}" for t in item.product.texts)


def test_there_are_24_products_and_no_sku_comes_twice() -> None:
    assert len(PRODUCTS) == 24
    skus = Counter(variant.sku for variant in variants())
    assert [sku for sku, times in skus.items() if times > 1] == []


@every_product
def test_it_has_all_words_in_both_languages(slug: str) -> None:
    product = PRODUCTS[slug].product
    assert [text.language for text in product.texts] == ["de", "en"]
    for text in product.texts:
        assert text.name and text.summary and len(text.name) <= 40 and len(text.summary) <= 60
        assert len(text.description.split("\n\n")) == 2
    for label in product.declaration.labels:
        assert label.usage and label.ingredients and label.warnings
        assert bool(label.withdrawal_reason) == bool(product.withdrawal_exception)
        assert bool(label.denomination) == (product.tax_class == "reduced")


@every_product
def test_it_promises_nothing(slug: str) -> None:
    assert CLAIMS.findall(words(PRODUCTS[slug])) == []


@every_product
def test_it_costs_partners_less_and_resellers_least_in_every_country(slug: str) -> None:
    for variant in PRODUCTS[slug].variants:
        assert {(p.channel, p.audience) for p in variant.prices} == {
            (channel, audience) for channel in CHANNELS for audience in AUDIENCES
        }
        for channel in CHANNELS:
            customer, partner, reseller = (
                price(variant, channel, audience)
                for audience in ("customer", "partner", "reseller")
            )
            assert reseller < partner < customer
            assert all(before > now for before, now in reductions(variant))


def reductions(variant: DemoVariant) -> list[tuple[int, int]]:
    """Return earlier and present prices."""
    return [(p.before_minor, p.gross_minor) for p in variant.prices if p.before_minor is not None]


@every_product
def test_its_points_are_about_half_of_what_customers_pay(slug: str) -> None:
    for variant in PRODUCTS[slug].variants:
        assert 0.45 <= variant.pv_minor / price(variant, "quellmoos-de", "customer") <= 0.68


@every_product
def test_a_large_size_costs_less_for_the_same_amount(slug: str) -> None:
    per = []
    for new, sold in zip(PRODUCTS[slug].product.variants, PRODUCTS[slug].variants, strict=True):
        content = parse_content(new.content)
        assert content is not None and new.weight_g > 0
        found = unit_price(price(sold, "quellmoos-de", "customer"), content)
        assert found is not None or content.unit == "piece" or content.milli < 10_000
        if found is not None:
            per.append((content.milli, found.gross_minor))
    sizes = sorted(per)
    for (small, dear), (large, cheap) in pairwise(sizes):
        assert small == large or cheap < dear


def test_the_shelves_hold_only_what_belongs_there() -> None:
    shelves = {category.slug: category.parent for category in GOODS.categories}
    filled = Counter(item.product.category for item in GOODS.products)
    leaves = set(shelves) - set(shelves.values())
    assert set(filled) == leaves
    assert {"face", "body", "hair", "tea-and-supplements", "sets"} == {
        slug for slug, parent in shelves.items() if not parent
    }
    for item in GOODS.products:
        assert 2 <= len(item.related) <= 4
        assert set(item.related) <= set(PRODUCTS) - {item.product.slug}


def test_the_range_is_real_there_are_sizes_one_is_sold_out_one_is_nearly_gone() -> None:
    assert sum(len(item.variants) > 1 for item in GOODS.products) >= 8
    stocks = sorted(variant.stock for variant in variants())
    assert stocks[0] == 0 < stocks[1] < 10 < stocks[2]
    assert sum(bool(reductions(variant)) for variant in variants()) == 1


def test_allergens_stand_out_in_both_languages() -> None:
    for item in GOODS.products:
        marks = {label.ingredients.count("**") for label in item.product.declaration.labels}
        assert len(marks) == 1, item.product.slug
    barley = PRODUCTS["barley-grass-powder"].product.declaration.labels
    assert all(label.ingredients.startswith("**") for label in barley)


@every_product
def test_its_picture_is_drawn_by_us_small_and_self_contained(slug: str) -> None:
    drawn = (ART / f"{PRODUCTS[slug].product.art}.svg").read_text(encoding="utf-8")
    assert len(drawn.encode()) < 8_000
    assert 'viewBox="0 0 480 480"' in drawn
    assert "<text" not in drawn and "<script" not in drawn and "data:" not in drawn
    links = re.findall(r'(?:href="|url\()([^")]+)', drawn)
    assert all(link.startswith(f"#{slug}-") for link in links)
    assert set(re.findall(r"#([a-z-]+-[0-9a-z]+)\b", " ".join(links))) <= set(ID.findall(drawn))


def test_no_two_pictures_share_an_id_or_are_the_same() -> None:
    drawn = [path.read_text(encoding="utf-8") for path in ART.glob("*.svg")]
    ids = Counter(name for text in drawn for name in ID.findall(text))
    assert [name for name, times in ids.items() if times > 1] == []
    assert {path.stem for path in ART.glob("*.svg")} == {*PRODUCTS, "plain"}


def test_a_key_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    good = Path("config/demo/goods/products/oat-soap.toml").read_text(encoding="utf-8")
    wrong = tmp_path / "oat-soap.toml"
    wrong.write_text(good.replace("weight_g = 110", "weight_g = 110\nwheight_g = 110"), "utf-8")
    with pytest.raises(InvariantBroken, match="wheight_g"):
        _product(wrong, {"DE": "quellmoos-de", "AT": "quellmoos-at"})
