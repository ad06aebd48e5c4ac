"""How a bonus on a member's volume is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.names import rule_names
from commissions.wording.story import Story
from core.money import format_money
from core.points import format_points
from core.rates import format_rate


def basis(story: Story, language: str) -> str:
    """Say volume, rate and base, and what was paid in advance."""
    line, rule = story.line, story.plan.rule(story.line.rule_id)
    facts = dict(line.facts)
    if line.rate_bp:
        text = _("%(rate)s of %(base)s for a volume of %(volume)s points")
    else:
        text = _("of %(base)s for a volume of %(volume)s points, each slice at its own rate")
    said = text % {
        "rate": format_rate(line.rate_bp, language),
        "base": format_money(line.base_minor, story.plan.currency, language),
        "volume": format_points(facts["volume"], language),
    }
    if not facts.get("paid"):
        return said
    less = _("less %(paid)s paid already by %(rules)s") % {
        "paid": format_money(facts["paid"], story.plan.currency, language),
        "rules": rule_names(story.plan, rule.reads),
    }
    return f"{said}, {less}"


WORDS = Words(basis)
