"""How the steps of an infinity rule are told."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commissions.engine.facts import TOOK, Step
from commissions.engine.plan import INACTIVE
from core.rates import format_rate

from .walk import NO_SHARE, NOTHING_LEFT, TOO_NEAR

REASONS = {
    NO_SHARE: gettext_lazy("no share by its rank"),
    TOO_NEAR: gettext_lazy("too near to the order"),
    NOTHING_LEFT: gettext_lazy("its rate adds nothing"),
}


def step(step: Step, who: Callable[[int], str]) -> str:
    """Say what a leader took or kept from those above."""
    facts = {
        "who": who(step.member_id),
        "rate": format_rate(step.rate_bp + step.below_bp, get_language() or "en"),
        "below": format_rate(step.below_bp, get_language() or "en"),
    }
    if step.decision == TOOK and step.below_bp:
        return _("%(who)s (rate %(rate)s, %(below)s counted below)") % facts
    if step.decision == TOOK:
        return _("%(who)s (rate %(rate)s)") % facts
    if step.obstacle == INACTIVE:
        return _("%(who)s (rate %(rate)s used up: not active in this period)") % facts
    return _("%(who)s (rate %(rate)s used up: too near to the order)") % facts
