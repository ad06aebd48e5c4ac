"""How a line of a retail rule is explained."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from commissions.engine.facts import Step
from commissions.kinds.kind import Words


def step(met: Step, who: Callable[[int], str]) -> str:
    """Say that the order is the member's own business."""
    return _("the order is credited to %(who)s") % {"who": who(met.member_id)}


WORDS = Words(step=step)
