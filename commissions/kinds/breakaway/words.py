"""What a line of the leadership bonus rests on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate

from .walk import OWN, PASSED, RECEIVED


def basis(story: Story, language: str) -> str:
    """Say what came up, what the own group is worth, and what was handed on."""
    line, facts = story.line, dict(story.line.facts)

    def money(name: str) -> str:
        return format_money(facts.get(name, 0), story.plan.currency, language)

    text = _(
        "%(received)s handed up by broken-away groups and %(own)s, which is %(rate)s of the own "
        "group's %(worth)s, less %(passed)s handed on to the leader above"
    )
    return text % {
        "received": money(RECEIVED),
        "own": money(OWN),
        "rate": format_rate(line.rate_bp, language),
        "worth": format_money(line.base_minor, story.plan.currency, language),
        "passed": money(PASSED),
    }
