"""How the partner office and staff's pages write people, months and what may not be seen."""

from __future__ import annotations

from datetime import date

from django import template
from django.template import Context
from django.utils import formats

from network.public import MemberCard, SeenMember, placement_settings
from storefront.placement_drawing import PLACED_BY, SEATING
from storefront.team_tree import name_of
from storefront.templatetags.vinea import points
from storefront.tree_address import TreeAddress
from storefront.wording import REASONS, consent_words

register = template.Library()

UNSEEN = "\N{EN DASH}"


@register.simple_tag
def member_name(member: SeenMember | MemberCard) -> str:
    """Write a member's name, or the number where the name is not to be seen."""
    return name_of(member.name, member.member_id)


@register.simple_tag
def seen_points(minor: int | None) -> str:
    """Write points, or a dash for what may not be seen."""
    return UNSEEN if minor is None else points(minor)


@register.simple_tag
def tree_of(address: TreeAddress, member_id: int) -> str:
    """Return the address of another member's branch, of the same day and in the same colours."""
    return address.with_root(member_id).query


@register.simple_tag(takes_context=True)
def placement_width(context: Context) -> int:
    """Return how wide the company's placement tree is, 0 where it has none."""
    settings = placement_settings(context["request"].visit.today)
    return settings.width if settings else 0


@register.filter
def seating(rule: str) -> str:
    """Write a rule of the placement tree."""
    return str(SEATING.get(rule, rule))


@register.filter
def short_month(period_key: str | None) -> str:
    """Write "2026-03" as a short month with its year."""
    year, _dash, number = (period_key or "").partition("-")
    if not (year.isdigit() and number.isdigit()):
        return period_key or ""
    return formats.date_format(date(int(year), int(number), 1), "M Y")


@register.filter
def consent(kind: str) -> str:
    """Write what a consent is about."""
    return consent_words(kind)


@register.filter
def why_word(reason: str) -> str:
    """Write a reason: what the program wrote in the reader's language, a person's as it is."""
    return str(REASONS.get(reason) or PLACED_BY.get(reason, reason))


@register.filter
def item(mapping: dict[object, object], key: object) -> object:
    """Return what a mapping holds for a key, or nothing."""
    return mapping.get(key)
