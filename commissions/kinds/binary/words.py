"""How a line of a binary rule is explained."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.kinds.kind import Words
from commissions.wording.story import Story
from core.money import format_money
from core.points import format_points
from core.rates import format_rate

from .pairing import Cycles, Steps
from .rule import Binary


def basis(story: Story, language: str) -> str:
    """Say what was matched and what carries over, or what a limit left of it."""
    rule, facts = story.plan.rule(story.line.rule_id), dict(story.line.facts)
    assert isinstance(rule, Binary)
    if "cap" in facts:
        cap = format_money(facts["cap"], story.plan.currency, language)
        if "positions" in facts:
            return _of_person(story, facts, cap, language)
        return _("the most in a period is %(cap)s") % {"cap": cap}
    if story.line.source_id is not None:
        return _("of %(matched)s, at most %(paid)s") % {
            "paid": _units(rule, facts["paid"], language),
            "matched": _units(rule, facts["matched"], language),
        }
    sides = {
        "left": format_points(facts["left"], language),
        "right": format_points(facts["right"], language),
        "left_carried": format_points(facts["left_carried"], language),
        "right_carried": format_points(facts["right_carried"], language),
    }
    text = _(
        "%(matched)s, with %(left)s points on the left and %(right)s on the right; "
        "%(left_carried)s and %(right_carried)s carry over"
    )
    return text % {"matched": _matched(rule, story, facts["matched"], language), **sides}


def _of_person(story: Story, facts: Mapping[str, int], cap: str, language: str) -> str:
    text = _(
        "the most in a period for all %(positions)s positions of one person is %(cap)s, and "
        "together they come to %(together)s"
    )
    together = format_money(facts["together"], story.plan.currency, language)
    return text % {"positions": facts["positions"], "cap": cap, "together": together}


def _matched(rule: Binary, story: Story, units: int, language: str) -> str:
    if isinstance(rule.pairing, Cycles | Steps):
        return _units(rule, units, language)
    return _("%(rate)s of %(base)s for %(units)s") % {
        "rate": format_rate(story.line.rate_bp, language),
        "base": format_money(story.line.base_minor, story.plan.currency, language),
        "units": _units(rule, units, language),
    }


def _units(rule: Binary, units: int, language: str) -> str:
    if isinstance(rule.pairing, Cycles):
        return ngettext("%(count)s cycle", "%(count)s cycles", units) % {"count": units}
    points = {"points": format_points(units, language)}
    if isinstance(rule.pairing, Steps):
        return _("the step of %(points)s points") % points
    return _("%(points)s matched points") % points


WORDS = Words(basis)
