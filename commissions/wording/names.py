"""Names of ranks and rules in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from commissions.engine.plan import Plan


def rule_name(plan: Plan, rule_id: str) -> str:
    """Return a rule's name in the active language."""
    return plan.rule(rule_id).names[_language()]


def rule_names(plan: Plan, rule_ids: Iterable[str]) -> str:
    """Return several rules' names, each in quotes, in the active language."""
    form = _("“%(name)s”")
    return ", ".join(form % {"name": rule_name(plan, rule_id)} for rule_id in rule_ids)


def rank_name(plan: Plan, rank_id: str) -> str:
    """Return a rank's name in the active language, "" without a rank."""
    return next((rank.names[_language()] for rank in plan.ranks if rank.id == rank_id), "")


def _language() -> str:
    return "de" if (translation.get_language() or "de").startswith("de") else "en"
