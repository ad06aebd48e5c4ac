"""How the smaller of two sums is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rule_name
from commissions.wording.story import Story
from core.money import format_money

from .rule import GreaterOf


def basis(story: Story, language: str) -> str:
    """Say both sums; only the greater one is paid."""
    rule, facts = story.plan.rule(story.line.rule_id), dict(story.line.facts)
    assert isinstance(rule, GreaterOf)
    text = _(
        "“%(first_rule)s” comes to %(first)s and “%(second_rule)s” to %(second)s, and only the "
        "greater of the two is paid"
    )
    first_rule, second_rule = (rule_name(story.plan, rule_id) for rule_id in rule.of)
    return text % {
        "first_rule": first_rule,
        "first": format_money(facts["first"], story.plan.currency, language),
        "second_rule": second_rule,
        "second": format_money(facts["second"], story.plan.currency, language),
    }


WORDS = Words(basis)
