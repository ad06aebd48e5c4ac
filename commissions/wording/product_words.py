"""Say which products of an order, or of all orders, count for a rule, and how often."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.engine.facts import Volume
from commissions.engine.plan import Plan
from commissions.engine.products import WITHOUT, Products, up_to_each
from commissions.engine.rule import ORDER_CV, ORDER_PV, Based
from core.money import format_money
from core.numerals import show_scaled
from core.points import format_points

_FINEST = 4


def counted_in_words(plan: Plan, rule: Based, volume: Volume) -> str:
    """Return what an order holds of each category that counts, in the active language.

    "" where the rule counts all products alike. Points are those of the order, money what it is
    worth in the plan's currency.
    """
    products = rule.products
    if products is None:
        return ""
    language = get_language() or "en"
    in_points = _points(plan, rule, volume)
    if in_points is None:
        worths = [
            (category, minor, format_money(minor, plan.currency, language))
            for category, minor in plan.worths_minor(rule.base, volume)
        ]
    else:
        worths = [
            (category, minor, _("%(points)s points") % {"points": format_points(minor, language)})
            for category, minor in in_points
        ]
    told = [
        f"{_factor(products.factor(category), language)} × {shown} ({_name(category)})"
        for category, minor, shown in worths
        if minor and products.factor(category)
    ]
    return _(", counted as %(parts)s") % {"parts": " + ".join(told)} if told else ""


def products_in_words(products: Products | None) -> str:
    """Return which products a rule counts, "" where all count alike."""
    if products is None:
        return ""
    language = get_language() or "en"
    named = sorted(products.factors.items())
    told = [f"{_factor(factor, language)} × {name}" for name, factor in named]
    told.append(f"{_factor(products.others, language)} × {_name(WITHOUT)}")
    return _("; products are counted as %(parts)s") % {"parts": ", ".join(told)}


def _points(plan: Plan, rule: Based, volume: Volume) -> list[tuple[str, int]] | None:
    """Return the points of each category, None where the rule goes by money."""
    goes_by_points = rule.base == ORDER_CV and plan.cv_value_minor is not None
    if not goes_by_points and rule.base != ORDER_PV:
        return None
    totals = [
        (category, part.pv_minor if rule.base == ORDER_PV else part.cv_minor)
        for category, part in up_to_each(volume)
    ]
    before = [0, *(total for _category, total in totals)]
    return [
        (category, total - so_far)
        for (category, total), so_far in zip(totals, before[:-1], strict=True)
    ]


def _name(category: str) -> str:
    return category or _("other products")


def _factor(factor: Fraction, language: str) -> str:
    """Show a factor as a decimal where that is exact, else as a fraction."""
    scaled = factor * 10**_FINEST
    if scaled.denominator != 1:
        return f"{factor.numerator}/{factor.denominator}"
    places = next(each for each in range(_FINEST + 1) if int(scaled) % 10 ** (_FINEST - each) == 0)
    return show_scaled(int(scaled) // 10 ** (_FINEST - places), places, language)
