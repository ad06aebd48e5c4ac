"""Keys of rules that count some products only, or some more than others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.products import NOT_AT_ALL, ONCE, Products

from .key import Key, Keys
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of

Values = Mapping[str, Any]
COUNTED, LEFT_OUT = "counted", "left_out"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CATEGORY = re.compile(rf"{_SLUG}(?:/{_SLUG})*")
_FACTOR = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}|/[1-9][0-9]{0,3})?")
# How fine factors may be together, so that sums of them stay whole numbers that fit.
_FINEST = 1_000_000
_LONGEST = 200


def category(value: object) -> str:
    """Read the path of a category from the root of the shop's tree: care/face."""
    is_text = isinstance(value, str) and len(value) <= _LONGEST
    if not is_text or not _CATEGORY.fullmatch(str(value)):
        reason = _(
            "It must name a category by its path in the shop, from the top: small letters, digits "
            "and hyphens, with a slash between a category and the one within it."
        )
        raise Unreadable(reason)
    return str(value)


def categories(value: object) -> tuple[str, ...]:
    """Read ["care", "tea/green"]: at least one, each once."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of categories, at least one."))
    found = tuple(category(item) for item in value)
    if len(set(found)) != len(found):
        raise Unreadable(_("It says the same word twice."))
    return found


def factors(value: object) -> Mapping[str, Fraction]:
    """Read { care = "1.5", devices = "1/12" }: how often each category counts, above zero."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a factor for each category."))
    found = {category(name): _factor(name, item) for name, item in value.items()}
    if Products(found, ONCE).whole > _FINEST:
        reason = _(
            "The factors are too fine together: written in equal parts, they need more than a "
            "million of them."
        )
        raise Unreadable(reason)
    return found


def _factor(name: str, value: object) -> Fraction:
    if not isinstance(value, str) or not _FACTOR.fullmatch(value):
        reason = _(
            "“%(category)s”: a factor is written in quotes, like “1.5” or “1/12”, with at most "
            "four digits before and after the point or the stroke."
        )
        raise Unreadable(reason % {"category": name})
    found = Fraction(value)
    if not found:
        reason = _("“%(category)s”: a factor is above zero; without_products leaves products out.")
        raise Unreadable(reason % {"category": name})
    return found


PRODUCTS: Keys = {
    "products": Key(
        categories,
        'products = ["care", "tea/green"]',
        _(
            "Only products of these categories, and of those within them, count for the rule. A "
            "category is named by its path in the shop, as it was when the order was placed."
        ),
        required=False,
        unit=_("list of categories"),
    ),
    "without_products": Key(
        categories,
        'without_products = ["starter-sets"]',
        _("Products of these categories, and of those within them, do not count for the rule."),
        required=False,
        unit=_("list of categories"),
    ),
    "factors": Key(
        factors,
        'factors = { care = "1.5", devices = "1/12" }',
        _(
            "How often products of a category, and of those within it, count for the rule: units = "
            "factor × base. If a product is in several of them, the nearest one decides. The units "
            "of an order are added up over its products and rounded half up once, to the minor "
            "unit. Volumes for ranks and stages have no factor."
        ),
        required=False,
        unit=_("factor for each category"),
    ),
    "other_products": Key(
        one_of(COUNTED, LEFT_OUT),
        'other_products = "counted"',
        _(
            "Whether products that no factor names, and those without a category, count once or "
            "not at all. Only with factors."
        ),
        required=False,
    ),
}


def products_of(rule: Values) -> Products | None:
    """Return which products a rule counts, None where all count alike."""
    if not any(key in rule for key in PRODUCTS):
        return None
    named = dict.fromkeys(rule.get("products", ()), ONCE) | dict(rule.get("factors", {}))
    named |= dict.fromkeys(rule.get("without_products", ()), NOT_AT_ALL)
    are_left_out = "products" in rule or rule.get("other_products") == LEFT_OUT
    return Products(named, NOT_AT_ALL if are_left_out else ONCE)


def check_products(rule: Values) -> None:
    """Refuse keys that contradict each other, and categories that change nothing.

    Raises: PlanRejected.
    """
    where, found = f"rule[{rule['id']}]", products_of(rule)
    if found is None:
        return
    if "products" in rule and "factors" in rule:
        reason = _("Factors name their products themselves.")
        remedy = _('Leave it out and write: other_products = "left_out"')
        raise PlanRejected(f"{where}.products", reason, remedy)
    _others_are_said(where, rule)
    for path in rule.get("without_products", ()):
        if path in rule.get("products", ()) or path in rule.get("factors", {}):
            both = _("“%(category)s” is counted and left out.") % {"category": path}
            raise PlanRejected(f"{where}.without_products", both, _("Name it in one of them."))
    for path in found.factors:
        _changes_something(where, rule, found, path)


def _others_are_said(where: str, rule: Values) -> None:
    if "factors" in rule and "other_products" not in rule:
        write = _("Write: %(example)s") % {"example": PRODUCTS["other_products"].write}
        raise PlanRejected(f"{where}.other_products", _("It is missing."), write)
    if "other_products" in rule and "factors" not in rule:
        reason = _("It has no effect without factors.")
        raise PlanRejected(f"{where}.other_products", reason, _("Leave the key out."))


def _changes_something(where: str, rule: Values, found: Products, path: str) -> None:
    others = {name: factor for name, factor in found.factors.items() if name != path}
    if replace(found, factors=others).factor(path) != found.factors[path]:
        return
    key = next(key for key in PRODUCTS if path in rule.get(key, ()))
    reason = _("“%(category)s” has no effect: it counts like that without being named.")
    raise PlanRejected(f"{where}.{key}", reason % {"category": path}, _("Leave the category out."))
