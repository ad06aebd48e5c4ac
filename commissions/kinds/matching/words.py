"""How a line of a matching rule is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rule_name
from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate

from .rule import Matching


def basis(story: Story, language: str) -> str:
    """Say whose earnings by which rules were matched."""
    line, rule = story.line, story.plan.rule(story.line.rule_id)
    assert isinstance(rule, Matching)
    assert line.source_id is not None

    def money(minor: int) -> str:
        return format_money(minor, story.plan.currency, language)

    facts = {
        "rate": format_rate(line.rate_bp, language),
        "base": money(line.base_minor),
        "who": story.who(line.source_id),
        "rules": ", ".join(
            _("“%(name)s”") % {"name": rule_name(story.plan, each)} for each in rule.of
        ),
    }
    received = dict(line.facts).get("received", 0)
    if received:
        text = _(
            "%(rate)s of %(base)s that member %(who)s earned by %(rules)s and received as matching "
            "itself (%(received)s)"
        )
        return text % {**facts, "received": money(received)}
    return _("%(rate)s of %(base)s that member %(who)s earned by %(rules)s") % facts


WORDS = Words(basis)
