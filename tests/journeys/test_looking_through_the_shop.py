"""A guest looks through the shop without JavaScript: filters, order, search, pages, facts."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests import scenes
from tests.journeys.visitor import Visitor, words

pytestmark = pytest.mark.usefixtures("shop_is_open")
PRODUCT_LINK = re.compile(r'<h[23] class="product-name">\s*<a href="/products/([a-z0-9-]+)/"')


def page(path: str) -> str:
    """Return a page's markup."""
    answer = Client(headers={"accept-language": "en"}).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def shelf(path: str) -> list[str]:
    """Return the products of a list in their order."""
    return PRODUCT_LINK.findall(page(path))


def test_every_price_says_tax_and_shipping_and_what_a_whole_costs() -> None:
    for path in ("/", "/products/", "/products/?q=cream", "/products/lavender-oil/"):
        prices = page(path).split('<div class="price')[1:]
        assert prices, path
        for price in prices:
            block = price.split("</div>")[0]
            assert "incl. VAT, plus" in block, path
            assert 'href="/legal/shipping/"' in block, path
            assert "/ 1\N{NO-BREAK SPACE}" in block or "set" in path, path


def test_a_category_holds_its_products_and_old_links_lead_there() -> None:
    in_face = shelf("/categories/face/")
    assert in_face and set(in_face) < set(shelf("/products/") + shelf("/products/?page=2"))
    old = Client().get("/products/?category=face&sort=price")
    assert (old.status_code, old.headers["Location"]) == (301, "/categories/face/?sort=price")
    assert Client().get("/categories/moon/").status_code == 404


def test_a_filter_is_a_form_its_chip_takes_it_back() -> None:
    every = page("/products/")
    field, value = re.search(r'name="(a\.[a-z-]+)" value="([a-z-]+)"', every).groups()  # type: ignore[union-attr]
    narrowed = page(f"/products/?{field}={value}&in_stock=1&from=5&to=99")
    assert narrowed.count('class="chip"') >= 4
    assert 'content="noindex, follow"' in narrowed
    assert f"{field}={value}" not in page("/products/?in_stock=1")
    assert PRODUCT_LINK.findall(narrowed)


def test_the_order_is_a_link() -> None:
    assert shelf("/products/?sort=price") != shelf("/products/?sort=-price")
    assert "Most points first" not in page("/products/")


def test_nothing_found_is_said_with_something_else_to_look_at() -> None:
    nothing = page("/products/?q=xyzzyx")
    assert "Nothing found" in nothing
    assert PRODUCT_LINK.findall(nothing)
    close = page("/products/?q=calendla")
    assert "Nothing says exactly that" in close
    assert PRODUCT_LINK.findall(close) == ["calendula-cream"]


@pytest.mark.parametrize(
    "path",
    [
        "/products/?page=nonsense&from=x&to=-1&a.=%00&sort=%00",
        "/products/?q=%00%25&a.skin-type=%27",
    ],
)
def test_nonsense_in_the_address_is_passed_over(path: str) -> None:
    assert page(path)


def test_a_food_supplement_tells_everything_without_a_click() -> None:
    told = words(Client(headers={"accept-language": "en"}).get("/products/magnesium-capsules/"))
    for said in ("300 mg", "80 %", "Ingredients", "Do not exceed", "Manufacturer", "kg"):
        assert said in told
    assert (
        "<details"
        not in page("/products/magnesium-capsules/").split("product-told")[1].split("<aside")[0]
    )


def test_search_engines_read_the_same_price() -> None:
    shown = page("/products/birch-tonic/")
    blocks = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', shown)
    product, trail = (json.loads(block) for block in blocks)
    assert product["offers"][0]["price"] in words(
        Client(headers={"accept-language": "en"}).get("/products/birch-tonic/")
    )
    assert product["image"] == ["http://testserver/static/art/birch-tonic.svg"]
    assert trail["itemListElement"][-1]["item"] == "http://testserver/products/birch-tonic/"
    assert '<link rel="canonical" href="http://testserver/products/birch-tonic/">' in shown
    assert 'rel="canonical" href="http://testserver/products/"' in page("/products/?sort=price")


def test_the_map_of_the_site_lists_products_and_categories_and_hides_what_is_somebodys() -> None:
    site = Client().get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/products/birch-tonic/</loc>" in site
    assert "<loc>http://testserver/categories/face/</loc>" in site
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /checkout/" in robots and "Sitemap: http://testserver/sitemap.xml" in robots


def test_something_goes_into_the_cart_from_the_list_and_one_stays_there() -> None:
    visitor = Visitor("en")
    answer = visitor.client.post(
        "/products/birch-tonic/add/",
        {"sku": "QM-1003", "quantity": 1, "next": "/products/?q=tonic"},
    )
    assert answer.headers["Location"] == "/products/?q=tonic"
    assert "1 items" in visitor.client.get("/products/").content.decode().replace(
        '<span class="sr-only">', ""
    )
    away = visitor.client.post(
        "/products/birch-tonic/add/",
        {"sku": "QM-1003", "quantity": 1, "next": "https://elsewhere.example/"},
    )
    assert away.headers["Location"] == "/products/birch-tonic/"


def test_a_partner_sees_points_and_own_unit_prices_and_may_sort_by_points(
    shop_is_open: scenes.Login,
) -> None:
    visitor = Visitor("en")
    visitor.sign_in(shop_is_open)
    listed = visitor.open("/products/")
    assert "PV" in listed and "Most points first" in listed
    assert shelf("/products/birch-tonic/") is not None
    assert visitor.open("/products/birch-tonic/") != words(
        Client(headers={"accept-language": "en"}).get("/products/birch-tonic/")
    )
