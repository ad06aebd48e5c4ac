"""How a line of a rank bonus is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rank_name
from commissions.wording.story import Story
from core.money import format_money

from .rule import RankBonus


def basis(story: Story, language: str) -> str:
    """Name each title with its amount."""
    plan, rule = story.plan, story.plan.rule(story.line.rule_id)
    assert isinstance(rule, RankBonus)
    text = _("for the title %(rank)s %(amount)s")
    if rule.instalments > 1:
        text = _("an instalment for the title %(rank)s: %(amount)s")
    return ", ".join(
        text
        % {
            "rank": rank_name(plan, rank),
            "amount": format_money(amount_minor, plan.currency, language),
        }
        for rank, amount_minor in story.line.facts
    )


WORDS = Words(basis)
