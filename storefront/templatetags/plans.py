"""How pages about plans write changes, rules and what a simulation warns of."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.public import RuleShare, Warning
from core.money import format_money
from core.rates import format_rate
from network.public import MemberCard
from storefront.templatetags.vinea import month

register = template.Library()


@register.simple_tag
def moved(then_minor: int, now_minor: int, currency: str) -> str:
    """Write by how much an amount changes, always with its sign."""
    minor = now_minor - then_minor
    sign = "+" if minor > 0 else "\N{MINUS SIGN}" if minor else ""
    return sign + format_money(abs(minor), currency, _language())


@register.simple_tag
def rule_words(rule: RuleShare) -> str:
    """Write a rule's name; one that only the plan of then had, by its id."""
    return rule.names.get(_language()) or _("%(rule)s (only then)") % {"rule": rule.rule_id}


@register.simple_tag
def simulation_warning(warning: Warning, people: Mapping[int, MemberCard]) -> str:
    """Say what of a simulation should be looked at."""
    facts = {
        "period": month(warning.period_key),
        "share": format_rate(warning.share_bp, _language()),
    }
    if warning.kind == "above_limit":
        text = _("%(period)s: %(share)s of the net sales are paid, more than the plan allows.")
    elif warning.kind == "grows":
        text = _(
            "%(period)s: the payout ratio rises to %(share)s, by more than a fifth in one period."
        )
    else:
        card = people.get(warning.member_id or 0)
        facts["name"] = f"{card.name} ({card.member_id})" if card else str(warning.member_id)
        text = _("%(period)s: %(name)s gets %(share)s of everything that is paid.")
    return text % facts


def _language() -> str:
    return (get_language() or "de")[:2]
