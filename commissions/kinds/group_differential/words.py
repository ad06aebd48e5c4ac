"""What a line of the group method rests on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate

from .walk import BELOW, GROSS


def basis(story: Story, language: str) -> str:
    """Say rate, worth of the group, and what of it was paid below."""
    line, facts = story.line, dict(story.line.facts)

    def money(minor: int) -> str:
        return format_money(minor, story.plan.currency, language)

    text = _("%(rate)s of the group's %(worth)s is %(gross)s, less %(below)s paid below")
    return text % {
        "rate": format_rate(line.rate_bp, language),
        "worth": money(line.base_minor),
        "gross": money(facts.get(GROSS, 0)),
        "below": money(facts.get(BELOW, 0)),
    }
