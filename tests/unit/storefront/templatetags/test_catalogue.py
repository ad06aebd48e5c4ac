"""How templates write unit prices, contents, ingredients and facts for search engines."""

from __future__ import annotations

import pytest
from django.template import Context
from django.utils import translation

from shop.rules.contents import Content, UnitPrice
from storefront.templatetags.catalogue import (
    content,
    emphasised,
    in_language,
    is_beside,
    json_ld,
    thousandths,
    unit_price,
)


def test_a_unit_price_names_what_it_is_for() -> None:
    with translation.override("de"):
        said = unit_price(UnitPrice(33222, "kg"), "EUR").replace("\N{NO-BREAK SPACE}", " ")
    assert said == "332,22 € / 1 kg"


@pytest.mark.parametrize(
    ("milli", "unit", "said"),
    [
        (90_000, "g", "90 g"),
        (500, "l", "0.5 l"),
        (7_250, "ml", "7.25 ml"),
        (1_000, "piece", "1 piece"),
        (3_000, "piece", "3 pieces"),
    ],
)
def test_a_content_is_written_without_empty_decimals(milli: int, unit: str, said: str) -> None:
    assert content(Content(milli, unit)).replace("\N{NO-BREAK SPACE}", " ") == said
    assert content(None) == ""


def test_a_content_that_the_name_says_is_not_said_twice() -> None:
    assert not is_beside(Content(72_000, "g"), "120 capsules, 72 g")
    assert is_beside(Content(72_000, "g"), "120 capsules")


def test_thousandths_keep_what_counts() -> None:
    assert [thousandths(value) for value in (1000, 1500, 1255, 1_234_000)] == [
        "1", "1.5", "1.255", "1,234",
    ]  # fmt: skip


def test_allergens_stand_out_and_nothing_else_is_markup() -> None:
    assert emphasised((("a <b>", False), ("Milk", True))) == "a &lt;b&gt;<strong>Milk</strong>"


def test_facts_cannot_end_their_element() -> None:
    block = json_ld(Context({}), {"name": "</script><script>alert(1)</script>&"})
    assert block.count("</script>") == 1
    assert "\\u003C/script\\u003E" in block


def test_words_are_in_the_pages_language_else_in_the_first() -> None:
    with translation.override("de"):
        assert in_language((("en", "Face"), ("de", "Gesicht"))) == "Gesicht"
        assert in_language((("en", "Face"),)) == "Face"
        assert in_language(()) == ""
