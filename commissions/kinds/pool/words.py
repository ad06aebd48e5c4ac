"""How a line of a pool is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.story import Story
from core.money import format_money
from core.points import format_points
from core.rates import format_rate

from .rule import Pool


def basis(story: Story, language: str) -> str:
    """Say how large the pool was, and the member's part of it."""
    line, rule = story.line, story.plan.rule(story.line.rule_id)
    assert isinstance(rule, Pool)

    def money(minor: int) -> str:
        return format_money(minor, story.plan.currency, language)

    said = {
        "mine": _shares(rule, story, language),
        "part": money(line.base_minor),
        "pool": money(dict(line.facts)["pool"]),
        "rate": format_rate(rule.rate_bp, language),
    }
    if rule.quotas_bp is None:
        text = _("%(mine)s in a pool of %(pool)s, which is %(rate)s of what was sold")
    else:
        text = _(
            "%(mine)s in %(part)s, the rank's quota of a pool of %(pool)s, which is %(rate)s of "
            "what was sold"
        )
    return text % said


def _shares(rule: Pool, story: Story, language: str) -> str:
    facts = dict(story.line.facts)
    both = facts["shares"], facts["all_shares"]
    if rule.counted == "members":
        mine, whole = map(str, both)
        return _("%(mine)s of %(all)s shares") % {"mine": mine, "all": whole}
    if rule.counted in ("personal_volume", "group_volume"):
        mine, whole = (format_points(each, language) for each in both)
        return _("%(mine)s of %(all)s counted points") % {"mine": mine, "all": whole}
    mine, whole = (format_money(each, story.plan.currency, language) for each in both)
    return _("%(mine)s of %(all)s counted pay") % {"mine": mine, "all": whole}


WORDS = Words(basis)
