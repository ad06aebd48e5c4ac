"""What components need beside markup: drawings, links that keep the rest of the address."""

from __future__ import annotations

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from storefront.icons import ICONS

register = template.Library()

_DRAWING = (
    '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>'
)


@register.simple_tag
def icon(name: str, size: str = "size-5") -> SafeString:
    """Draw an icon; what it means stands beside it as text."""
    return format_html(_DRAWING, f"shrink-0 {size}", ICONS[name])


@register.simple_tag(takes_context=True)
def link_with(context: Context, key: str, value: object = None) -> str:
    """Return this page's address with one parameter set or taken away, from its first page."""
    query = _query(context)
    query.pop("page", None)
    query.pop(key, None)
    if value not in (None, ""):
        query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def chosen(context: Context, key: str, default: str = "") -> str:
    """Return what the address says about one parameter."""
    return _query(context).get(key, default)


@register.simple_tag(takes_context=True)
def kept(context: Context, keys: str = "") -> list[tuple[str, str]]:
    """Return the named parameters of the address, for hidden fields of a form that keeps them."""
    query = _query(context)
    return [(key, str(query[key])) for key in keys.split() if query.get(key)]


@register.simple_tag(takes_context=True)
def is_filtered(context: Context, keys: str = "") -> bool:
    """Tell whether any of the named parameters narrows the list."""
    query = _query(context)
    return any(query.get(key) for key in keys.split())


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)
