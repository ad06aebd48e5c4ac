"""Say what a line makes up for that rounds a position."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.engine.positions import LINES, OVER
from commissions.wording.story import Story
from core.errors import InvariantBroken
from core.money import format_exact, format_money
from core.rates import WHOLE_BP
from core.rounding import DOWN, HALF_EVEN, HALF_UP, UP

_FINER = 4
_MODES: Mapping[str, Promise] = {
    HALF_UP: gettext_lazy("a half up"),
    HALF_EVEN: gettext_lazy("a half to the even step"),
    DOWN: gettext_lazy("down"),
    UP: gettext_lazy("up"),
}


def rounding_basis(story: Story, language: str) -> str:
    """Return what a member's lines come to exactly, how that is rounded, and what it is then.

    Raises: InvariantBroken — the plan rounds no positions.
    """
    rounding, line, currency = story.plan.position_rounding, story.line, story.plan.currency
    if rounding is None:
        raise InvariantBroken(f"{story.plan.label} rounds no positions")
    facts = dict(line.facts)
    text = _(
        "rounding %(mode)s to %(step)s: all payments by this rule, %(count)s in number, are "
        "%(exact)s exactly, paid are %(paid)s"
    )
    return text % {
        "count": facts[LINES],
        "exact": format_exact(line.base_minor * WHOLE_BP + facts[OVER], _FINER, currency, language),
        "mode": _MODES[rounding.mode],
        "step": format_money(rounding.step, currency, language),
        "paid": format_money(line.base_minor + line.amount_minor, currency, language),
    }
