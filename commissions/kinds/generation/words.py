"""How the steps of a generation rule are told."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.engine.facts import Step

from .walk import BLOCKED, NO_SHARE, TOO_DEEP

REASONS = {
    NO_SHARE: gettext_lazy("no share by its rank"),
    BLOCKED: gettext_lazy("a leader between stands in the way"),
    TOO_DEEP: gettext_lazy("the order is beyond its generations"),
}


def step(step: Step, who: Callable[[int], str]) -> str:
    """Say in which generation a member earns."""
    text = _("%(who)s takes generation %(generation)s")
    return text % {"who": who(step.member_id), "generation": step.level}
