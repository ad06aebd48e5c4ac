"""What must be known about a product before it may be offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

COSMETIC, FOOD_SUPPLEMENT, FOOD, OTHER = "cosmetic", "food_supplement", "food", "other"
_EDIBLE = frozenset({FOOD, FOOD_SUPPLEMENT})

# The Union, and the states of the European Economic Area where its product safety law holds.
UNION = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
    "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
})  # fmt: skip
# The name under which food supplements must be sold, by language.
SUPPLEMENT_NAMES = {"de": "nahrungsergänzungsmittel", "en": "food supplement"}


@dataclass(frozen=True, slots=True)
class Maker:
    """Where the manufacturer is, and whether somebody in the Union answers for it."""

    country: str
    has_responsible_person: bool


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What is known about a variant."""

    has_content: bool
    is_measured: bool
    has_price: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What is said in the language of the country."""

    denomination: str = ""
    ingredients: str = ""
    usage: str = ""
    warnings: str = ""


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """A product as it would be offered in a country.

    `allergen_marks` counts the emphasised allergens of each language that names ingredients.
    """

    product_class: str
    language: str
    has_name: bool
    has_picture: bool
    variants: tuple[VariantFacts, ...]
    maker: Maker | None
    label: Label
    has_no_warnings: bool
    nutrients: int
    allergen_marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be known, and whether it is."""

    code: str
    is_done: bool


def checks(facts: OfferFacts) -> tuple[Check, ...]:
    """Return what this class of product must tell, in the order a person fills it in.

    Source: § 4 PAngV (net content); Regulation (EU) 2023/988, Art. 19 (maker, picture, warnings;
            not for food); § 4 NemV and Regulation (EU) 1169/2011, Art. 14 (food, supplements).
    """
    return tuple(
        Check(code, is_done(facts))
        for code, (classes, is_done) in _CHECKS.items()
        if facts.product_class in classes
    )


def missing(facts: OfferFacts) -> tuple[str, ...]:
    """Return the codes of what is still missing."""
    return tuple(check.code for check in checks(facts) if not check.is_done)


def _has_contents(facts: OfferFacts) -> bool:
    """Food and cosmetics are weighed or measured; other goods may be counted."""
    counted = facts.product_class == OTHER
    return bool(facts.variants) and all(
        variant.has_content and (counted or variant.is_measured) for variant in facts.variants
    )


def _has_prices(facts: OfferFacts) -> bool:
    """A variant without a price is not offered; one at least must have one."""
    return any(variant.has_price for variant in facts.variants)


def _has_responsible_person(facts: OfferFacts) -> bool:
    maker = facts.maker
    return maker is not None and (maker.country in UNION or maker.has_responsible_person)


def _has_legal_name(facts: OfferFacts) -> bool:
    said = facts.label.denomination.casefold()
    if facts.product_class == FOOD:
        return bool(said)
    return bool(said) and SUPPLEMENT_NAMES.get(facts.language, "") in said


_EVERY = frozenset({COSMETIC, FOOD_SUPPLEMENT, FOOD, OTHER})
_CHECKS: dict[str, tuple[frozenset[str], Callable[[OfferFacts], bool]]] = {
    "name": (_EVERY, lambda facts: facts.has_name),
    "content": (_EVERY, _has_contents),
    "price": (_EVERY, _has_prices),
    "picture": (_EVERY, lambda facts: facts.has_picture),
    "manufacturer": (_EVERY, lambda facts: facts.maker is not None),
    "responsible_person": (_EVERY - _EDIBLE, _has_responsible_person),
    "warnings": (
        _EVERY - _EDIBLE,
        lambda facts: facts.has_no_warnings or bool(facts.label.warnings),
    ),
    "denomination": (_EDIBLE, _has_legal_name),
    "ingredients": (_EDIBLE, lambda facts: bool(facts.label.ingredients)),
    "allergens": (_EDIBLE, lambda facts: len(set(facts.allergen_marks)) <= 1),
    "daily_portion": (frozenset({FOOD_SUPPLEMENT}), lambda facts: bool(facts.label.usage)),
    "nutrients": (frozenset({FOOD_SUPPLEMENT}), lambda facts: facts.nutrients > 0),
}
