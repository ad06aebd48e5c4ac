"""Wishes are read from an address and written back as links."""

from __future__ import annotations

from django.http import QueryDict

from shop.public import Facet, FacetValue, Wishes
from storefront.wishes import Shopping, narrowing, read_wishes

FACETS = (Facet("skin", "Skin", (FacetValue("dry", "dry", 3), FacetValue("oily", "oily", 1))),)
GUEST = Shopping("EUR", "en", sees_points=False)


def test_an_address_is_read() -> None:
    query = QueryDict("q= rose &a.skin=dry&a.skin=oily&from=5&to=9,90&in_stock=1&sort=price")
    assert read_wishes(query, "face", "EUR") == Wishes(
        query="rose", category="face", attributes=(("skin", ("dry", "oily")),), from_minor=500,
        to_minor=990, in_stock=True, sort="price",
    )  # fmt: skip


def test_nonsense_is_passed_over() -> None:
    query = QueryDict("from=x&to=-1&in_stock=yes&a.skin=%00&b.skin=dry&page=2")
    assert read_wishes(query, "", "EUR") == Wishes()


def test_every_wish_has_a_chip_that_takes_only_it_back() -> None:
    query = QueryDict("q=rose&a.skin=dry&a.skin=oily&to=9&in_stock=1&page=3")
    found = narrowing(query, read_wishes(query, "", "EUR"), FACETS, GUEST)
    assert [str(chip.label) for chip in found.chips] == [
        "“rose”", "dry", "oily", "up to €9.00", "In stock",
    ]  # fmt: skip
    assert found.chips[1].url == "?q=rose&a.skin=oily&to=9&in_stock=1"
    assert found.chips[3].url == "?q=rose&a.skin=dry&a.skin=oily&in_stock=1"


def test_orders_are_links_and_points_are_for_those_who_see_them() -> None:
    query = QueryDict("a.skin=dry&sort=price&page=2")
    found = narrowing(query, read_wishes(query, "", "EUR"), FACETS, GUEST)
    assert str(found.sorted_by) == "Price, lowest first"
    assert all("points" not in link.url and "page" not in link.url for link in found.sorts)
    assert found.sorts[0].url == "?a.skin=dry"
    partner = narrowing(query, Wishes(), FACETS, Shopping("EUR", "en", sees_points=True))
    assert any("points" in link.url for link in partner.sorts)


def test_a_few_values_are_shown_at_once_and_many_are_folded() -> None:
    values = tuple(FacetValue(str(number), str(number), 1) for number in range(12))
    many = narrowing(QueryDict("a.x=9"), Wishes(attributes=(("x", ("9",)),)),
                     (Facet("x", "X", values),), GUEST).filters[0]  # fmt: skip
    assert (len(many.first), len(many.more), many.more_is_used) == (6, 6, True)
    few = narrowing(QueryDict(), Wishes(), FACETS, GUEST).filters[0]
    assert (len(few.first), few.more) == (2, ())
