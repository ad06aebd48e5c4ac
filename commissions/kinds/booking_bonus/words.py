"""How a line of a booking bonus is explained."""

from __future__ import annotations

from django.utils.translation import ngettext

from commissions.kinds.kind import Words
from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate

from .walk import PARTIES


def basis(story: Story, language: str) -> str:
    """Say how many parties there were and what they were worth together."""
    line = story.line
    count = dict(line.facts)[PARTIES]
    if line.rate_bp:
        text = ngettext(
            "%(rate)s of %(base)s from a party that was booked at another one",
            "%(rate)s of %(base)s from %(count)s parties that were booked at other ones",
            count,
        )
    else:
        text = ngettext(
            "for a party of %(base)s that was booked at another one",
            "for %(count)s parties of %(base)s together that were booked at other ones",
            count,
        )
    return text % {
        "rate": format_rate(line.rate_bp, language),
        "base": format_money(line.base_minor, story.plan.currency, language),
        "count": count,
    }


WORDS = Words(basis)
