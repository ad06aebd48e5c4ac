"""How a plan rounds: by which mode, to which step, line by line or position by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.rule import Rule
from core.money import Money
from core.rounding import DOWN, HALF_EVEN, HALF_UP, KEPT, TO_THE_UNIT, UP, Rounding

from . import readers
from .key import Key, Keys
from .plan_money import check_money
from .plan_rejected import PlanRejected
from .readers import one_of

_LINE, _POSITION = "_per_line", "_per_position"
_WORDS = tuple(
    f"{mode}{where}" for where in (_LINE, _POSITION) for mode in (HALF_UP, HALF_EVEN, DOWN, UP)
)

ROUNDING: Keys = {
    "rounding": Key(
        one_of(*_WORDS),
        'rounding = "half_up_per_line"',
        _(
            "How rates of something are rounded, and where: each line, or each position, which is "
            "what a member earns by one rule in a period. Lines of a position show money rounded "
            "half up, and one line more makes up the difference. What the plan names in money "
            "stays as it is, and a limit is exact."
        ),
    ),
    "rounding_step": Key(
        readers.money,
        'rounding_step = "0.05 EUR"',
        _("To which step lines or positions are rounded. Without it, to the minor unit."),
        required=False,
    ),
}


def check_rounding(document: Mapping[str, Any]) -> None:
    """Insist that a step is one: in the plan's currency, and more than the minor unit.

    Raises: PlanRejected.
    """
    step: Money | None = document.get("rounding_step")
    if step is None:
        return
    check_money("rounding_step", step, document)
    if step.minor == 1:
        reason = _("It has no effect: without it, the minor unit is the step.")
        raise PlanRejected("rounding_step", reason, _("Leave the key out."))


def rounds_positions(document: Mapping[str, Any]) -> bool:
    """Tell whether positions are rounded."""
    return str(document["rounding"]).endswith(_POSITION)


def rounding_of(document: Mapping[str, Any]) -> Rounding:
    """Return mode and step."""
    step: Money | None = document.get("rounding_step")
    mode = str(document["rounding"]).removesuffix(_LINE).removesuffix(_POSITION)
    found = Rounding(mode, step.minor if step else 1)
    return TO_THE_UNIT if found == TO_THE_UNIT else found


def rounded_rules(rules: Sequence[Rule], document: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return rules that round as the plan says; lines of a position never come to nothing."""
    rounding = rounding_of(document)
    lines = Rounding(KEPT) if rounds_positions(document) else rounding
    return tuple(rule.rounded(rounding if rule.pays_positions else lines) for rule in rules)
