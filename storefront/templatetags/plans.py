"""How pages about plans write changes, rules and what a simulation warns of."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commissions.public import Need, RuleShare, Warning
from core.money import format_money
from core.points import format_points
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


@register.simple_tag
def need_text(need: Need) -> str:
    """Write how much of a rank's requirement there is."""
    if need.unit == "condition":
        return _("fulfilled") if need.is_met else _("not yet fulfilled")
    facts = {"actual": _much(need, need.actual), "required": _much(need, need.required)}
    return _("%(actual)s of %(required)s") % facts


@register.simple_tag
def need_note(need: Need) -> str:
    """Write what is missing of it."""
    if need.is_met:
        return _("Done.")
    if need.missing_unit == "points":
        points = f"{format_points(need.missing, _language())}\N{NO-BREAK SPACE}{need.measure}"
        return _("%(missing)s to go") % {"missing": points}
    if need.missing_unit == "people":
        return ngettext("%(n)d more", "%(n)d more", need.missing) % {"n": need.missing}
    return ""


def _much(need: Need, count: int) -> str:
    if need.unit != "points":
        return str(count)
    return f"{format_points(count, _language())}\N{NO-BREAK SPACE}{need.measure}"


def _language() -> str:
    return (get_language() or "de")[:2]
