"""How templates write what belongs to an order: addresses, ways to pay, purposes, bank details."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.addresses import Address, address_lines
from storefront.forms.checkout import PAYMENTS
from storefront.wording import EXCEPTIONS, PURPOSES

register = template.Library()


@register.simple_tag
def address_block(address: Address) -> SafeString:
    """Write an address as its country does, one line below the other."""
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in address_lines(address)))
    return mark_safe('<address class="not-italic">') + lines + mark_safe("</address>")


@register.filter
def payment_name(code: str) -> str:
    """Write how an order is paid."""
    return str(PAYMENTS.get(code, code))


@register.filter
def purpose_name(code: str) -> str:
    """Write what goods are for."""
    return str(PURPOSES.get(code, code))


@register.filter
def exception_note(code: str) -> str:
    """Say why a product cannot be given back."""
    return str(EXCEPTIONS.get(code, code))


@register.filter
def iban(text: str) -> str:
    """Write an account number in groups of four."""
    packed = "".join(text.split())
    return " ".join(packed[i : i + 4] for i in range(0, len(packed), 4))
