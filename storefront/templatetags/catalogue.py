"""How templates write unit prices, contents and amounts, and facts for search engines."""

from __future__ import annotations

import json

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.money import format_money
from core.numerals import show_scaled
from shop.public import Content, UnitPrice
from storefront.wording import WITHDRAWAL

register = template.Library()

# Inside a script element only these could end it; JSON may write them as escapes.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _language() -> str:
    return (get_language() or "de")[:2]


@register.simple_tag
def unit_price(price: UnitPrice, currency: str) -> str:
    """Write a unit price: "332,22 € / 1 kg"."""
    amount = format_money(price.gross_minor, currency, _language())
    return f"{amount}\N{NO-BREAK SPACE}/ 1\N{NO-BREAK SPACE}{price.per}"


@register.filter
def content(value: Content | None) -> str:
    """Write a net content: "90 g", "0,5 l", "3 pieces"."""
    if value is None:
        return ""
    number = thousandths(value.milli)
    if value.unit != "piece":
        return f"{number}\N{NO-BREAK SPACE}{value.unit}"
    return ngettext("%(number)s piece", "%(number)s pieces", value.milli // 1000) % {
        "number": number
    }


@register.filter
def is_beside(value: Content | None, name: str) -> bool:
    """Tell whether a net content is not already said by a variant's name."""
    return content(value) not in name.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def thousandths(value: int) -> str:
    """Write thousandths without the decimals that say nothing: 2500 as "2,5"."""
    if value % 1000 == 0:
        return show_scaled(value // 1000, 0, _language())
    places, shortened = 3, value
    while shortened % 10 == 0:
        places, shortened = places - 1, shortened // 10
    return show_scaled(shortened, places, _language())


@register.filter
def emphasised(parts: tuple[tuple[str, bool], ...]) -> SafeString:
    """Write ingredients with their allergens standing out."""
    written = [
        format_html("<strong>{}</strong>" if is_allergen else "{}", text)
        for text, is_allergen in parts
    ]
    return mark_safe("".join(written))  # noqa: S308  (each part is escaped above)


@register.filter
def working_days(terms: object) -> str:
    """Write how long goods travel: "2–4 working days"."""
    fewest, most = getattr(terms, "fewest_days", 0), getattr(terms, "most_days", 0)
    if fewest == most:
        return ngettext("%(most)s working day", "%(most)s working days", most) % {"most": most}
    return _("%(fewest)s to %(most)s working days") % {"fewest": fewest, "most": most}


@register.filter
def in_language(words: tuple[tuple[str, str], ...]) -> str:
    """Write (language, text) pairs in the page's language, else in the first there is."""
    said = dict(words)
    return said.get(_language()) or next(iter(said.values()), "")


@register.simple_tag
def withdrawal_words(exception: str) -> str:
    """Write why a contract about a product cannot be withdrawn from (§ 312g (2) BGB)."""
    return str(WITHDRAWAL.get(exception, ""))


@register.simple_tag(takes_context=True)
def json_ld(context: Context, facts: dict[str, object]) -> SafeString:
    """Write facts for search engines as a data block of the page."""
    request = context.get("request")
    nonce = getattr(request, "csp_nonce", "")
    text = json.dumps(facts, ensure_ascii=False).translate(_HARMLESS)
    block = '<script type="application/ld+json" nonce="{}">{}</script>'
    return format_html(block, nonce, mark_safe(text))  # noqa: S308  (nothing can end the element)
