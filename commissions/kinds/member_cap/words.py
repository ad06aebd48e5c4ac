"""How a cut of a member's cap is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rule_names
from commissions.wording.story import Story
from core.money import format_money


def basis(story: Story, language: str) -> str:
    """Say what the member had earned, and its limit."""
    rule, facts = story.plan.rule(story.line.rule_id), dict(story.line.facts)
    text = _("of %(base)s earned by %(rules)s, as the limit of a period is %(limit)s")
    if "positions" in facts:
        text = _(
            "of %(base)s earned by %(rules)s, as the limit of a period for all %(positions)s "
            "positions of one person is %(limit)s and together they earned %(together)s"
        )
    return text % {
        "positions": facts.get("positions", 1),
        "together": format_money(facts.get("together", 0), story.plan.currency, language),
        "base": format_money(story.line.base_minor, story.plan.currency, language),
        "rules": rule_names(story.plan, rule.reads),
        "limit": format_money(facts["limit"], story.plan.currency, language),
    }


WORDS = Words(basis)
