"""How the steps of a differential are told."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commissions.engine.facts import TOOK, Step
from commissions.engine.plan import BARRED, INACTIVE
from core.rates import format_rate

from .walk import AT_OWN_STAGE, EQUAL, LEAST, NOTHING_LEFT, OVERTAKEN

REASONS = {NOTHING_LEFT: gettext_lazy("its stage adds nothing")}


def step(step: Step, who: Callable[[int], str]) -> str:
    """Say what a member took or used up: its stage, and what was paid below."""
    facts = {
        "who": who(step.member_id),
        "stage": _rate(step.rate_bp + step.below_bp),
        "below": _rate(step.below_bp),
        "rate": _rate(step.rate_bp),
    }
    return _form(step) % facts


def _form(step: Step) -> str:
    if step.decision == TOOK:
        return {
            EQUAL: _("%(who)s (same stage, takes %(rate)s, %(below)s counted below)"),
            LEAST: _("%(who)s (takes at least %(rate)s, %(below)s counted below)"),
        }.get(step.obstacle, _("%(who)s (stage %(stage)s, %(below)s paid below)"))
    return {
        AT_OWN_STAGE: _("%(who)s (stage %(stage)s, already in the own price)"),
        OVERTAKEN: _("%(who)s (overtaken: the leg ends here)"),
        BARRED: _("%(who)s (stage %(stage)s used up: suspended or no longer a member)"),
        INACTIVE: _("%(who)s (stage %(stage)s used up: not active in this period)"),
    }[step.obstacle]


def _rate(rate_bp: int) -> str:
    return format_rate(rate_bp, get_language() or "en")
