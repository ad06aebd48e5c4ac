"""What must be known before a product may be offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.rules.publish_gate import Label, Maker, OfferFacts, VariantFacts, checks, missing

CREAM = OfferFacts(
    product_class="cosmetic",
    language="de",
    has_name=True,
    has_picture=True,
    variants=(VariantFacts(has_content=True, is_measured=True, has_price=True),),
    maker=Maker("DE", has_responsible_person=False),
    label=Label(warnings="Nicht in die Augen bringen."),
    has_no_warnings=False,
    nutrients=0,
    allergen_marks=(),
)
CAPSULES = replace(
    CREAM,
    product_class="food_supplement",
    label=Label("Nahrungsergänzungsmittel mit Magnesium", "Magnesiumcitrat", "2 Kapseln täglich"),
    nutrients=1,
    allergen_marks=(1, 1),
)
PIECE = VariantFacts(has_content=True, is_measured=False, has_price=True)


@pytest.mark.parametrize("facts", [CREAM, CAPSULES])
def test_a_product_that_tells_everything_may_be_offered(facts: OfferFacts) -> None:
    assert not missing(facts)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(CREAM, has_name=False), "name"),
        (replace(CREAM, has_picture=False), "picture"),
        (replace(CREAM, variants=()), "content"),
        (replace(CREAM, variants=(replace(PIECE, has_content=False),)), "content"),
        (replace(CREAM, variants=(PIECE,)), "content"),
        (replace(CREAM, variants=(VariantFacts(True, True, False),)), "price"),
        (replace(CREAM, maker=None), "manufacturer"),
        (replace(CREAM, maker=Maker("US", False)), "responsible_person"),
        (replace(CREAM, label=Label()), "warnings"),
        (replace(CAPSULES, maker=None), "manufacturer"),
        (replace(CAPSULES, label=replace(CAPSULES.label, denomination="")), "denomination"),
        (
            replace(CAPSULES, label=replace(CAPSULES.label, denomination="Magnesium")),
            "denomination",
        ),
        (replace(CAPSULES, label=replace(CAPSULES.label, ingredients="")), "ingredients"),
        (replace(CAPSULES, label=replace(CAPSULES.label, usage="")), "daily_portion"),
        (replace(CAPSULES, nutrients=0), "nutrients"),
        (replace(CAPSULES, allergen_marks=(1, 0)), "allergens"),
    ],
)
def test_each_thing_that_lacks_is_named(facts: OfferFacts, code: str) -> None:
    assert code in missing(facts)


def test_a_maker_outside_the_union_needs_somebody_in_it() -> None:
    assert not missing(replace(CREAM, maker=Maker("US", has_responsible_person=True)))
    assert not missing(replace(CAPSULES, maker=Maker("US", has_responsible_person=False)))


def test_that_there_are_no_warnings_may_be_said() -> None:
    assert not missing(replace(CREAM, label=Label(), has_no_warnings=True))


def test_other_goods_may_be_sold_by_the_piece() -> None:
    assert not missing(replace(CREAM, product_class="other", variants=(PIECE,)))


def test_food_is_not_asked_for_a_portion_and_cosmetics_not_for_ingredients() -> None:
    food = {check.code for check in checks(replace(CAPSULES, product_class="food"))}
    assert "daily_portion" not in food and "warnings" not in food
    assert "ingredients" not in {check.code for check in checks(CREAM)}
