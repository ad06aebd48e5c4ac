"""How a cut of a company cap is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rule_names
from commissions.wording.story import Story
from core.money import format_money


def basis(story: Story, language: str) -> str:
    """Say what the member had earned, what all had earned, and the limit."""
    rule, facts = story.plan.rule(story.line.rule_id), dict(story.line.facts)
    text = _(
        "of %(base)s earned by %(rules)s, as all members together earned %(sum)s by them and the "
        "limit is %(limit)s"
    )

    def money(minor: int) -> str:
        return format_money(minor, story.plan.currency, language)

    return text % {
        "base": money(story.line.base_minor),
        "rules": rule_names(story.plan, rule.reads),
        "sum": money(facts["sum"]),
        "limit": money(facts["limit"]),
    }


WORDS = Words(basis)
