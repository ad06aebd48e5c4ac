"""Say a formula as a sentence, in the language that is active now."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.money import format_money
from core.numerals import show_scaled
from core.points import format_points
from core.rates import format_rate

from .formula import Formula
from .node import COMPARISONS, DIVISIONS, Node, Op
from .units import Unit

_ROUNDED = {
    "half_up": _("rounded half up"),
    "down": _("rounded towards zero"),
    "up": _("rounded away from zero"),
}
_TWO: Mapping[Op, Promise] = {
    Op.SUBTRACT: _("%(left)s minus %(right)s"),
    Op.MULTIPLY: _("%(left)s times %(right)s"),
    Op.LESS: _("%(left)s is less than %(right)s"),
    Op.AT_MOST: _("%(left)s is at most %(right)s"),
    Op.MORE: _("%(left)s is more than %(right)s"),
    Op.AT_LEAST: _("%(left)s is at least %(right)s"),
    Op.EQUAL: _("%(left)s is exactly %(right)s"),
    Op.UNEQUAL: _("%(left)s is not %(right)s"),
    Op.ADD: _("%(left)s plus %(right)s"),
    Op.SHARE: _("%(right)s of %(left)s, %(rounded)s"),
    Op.RATIO: _("%(left)s divided by %(right)s, %(rounded)s"),
    Op.PERCENT_OF: _("%(left)s in percent of %(right)s, %(rounded)s"),
    Op.WORTH: _("%(left)s at %(right)s a point, %(rounded)s"),
}
_LISTS: Mapping[Op, tuple[Promise | str, Promise | str]] = {
    Op.AND: ("%s", _(" and ")),
    Op.OR: ("%s", _(" or ")),
    Op.MIN: (_("the smallest of [%s]"), "; "),
    Op.MAX: (_("the largest of [%s]"), "; "),
}
_LOOSE, _TIGHT = 1, 9
# How firmly an operation holds its parts together; what is looser stands in brackets.
_HOLD: Mapping[Op, int] = {
    Op.IF: _LOOSE,
    Op.OR: 2,
    Op.AND: 3,
    Op.NOT: 4,
    **dict.fromkeys(COMPARISONS, 5),
    **dict.fromkeys(DIVISIONS, _LOOSE),
    Op.ADD: 6,
    Op.SUBTRACT: 6,
    Op.MULTIPLY: 7,
    Op.NEGATE: 5,
}


def explain(formula: Formula) -> str:
    """Return what the formula says, every unit shown and nothing left to guess."""
    return _Speaker(formula).say(formula.root)


def amount_in_words(unit: Unit, value: int, currency: str, language: str) -> str:
    """Show a number with its unit."""
    if unit is Unit.POINTS:
        return f"{format_points(value, language)} PV"
    if unit is Unit.MONEY:
        return format_money(value, currency, language)
    if unit is Unit.RATE:
        return format_rate(value, language)
    return show_scaled(value, 0, language)


class _Speaker:
    """Says nodes, the outermost first."""

    def __init__(self, formula: Formula) -> None:
        self._formula = formula
        self._language = get_language() or "en"

    def say(self, node: Node) -> str:
        """Say one node with all its parts."""
        if node.name in self._formula.facts and node.op not in DIVISIONS:
            return str(self._formula.facts[node.name].meaning)
        if node.op is Op.CONSTANT:
            return amount_in_words(node.unit, node.low, self._formula.currency, self._language)
        if node.op in _LISTS:
            frame, between = _LISTS[node.op]
            return str(frame) % str(between).join(self._part(part, node) for part in node.parts)
        if node.op in _TWO:
            return str(_TWO[node.op]) % self._two(node)
        return self._other(node)

    def _two(self, node: Node) -> dict[str, str]:
        left, right = (self._part(part, node) for part in node.parts)
        return {"left": left, "right": right, "rounded": str(_ROUNDED.get(node.name, ""))}

    def _other(self, node: Node) -> str:
        parts = [self._part(part, node) for part in node.parts]
        if node.op is Op.NOT:
            return _("not: %(part)s") % {"part": parts[0]}
        if node.op is Op.NEGATE:
            return _("minus %(part)s") % {"part": parts[0]}
        facts = {"then": parts[0], "condition": parts[1], "otherwise": parts[2]}
        return _("%(then)s if %(condition)s, otherwise %(otherwise)s") % facts

    def _part(self, part: Node, whole: Node) -> str:
        said = self.say(part)
        if whole.op in (Op.MIN, Op.MAX):
            return said
        return f"({said})" if self._is_loose(part, whole) else said

    def _is_loose(self, part: Node, whole: Node) -> bool:
        held, hold = _HOLD.get(part.op, _TIGHT), _HOLD[whole.op]
        is_last = part is whole.parts[-1]
        return held < hold or (held == hold and (is_last or whole.op not in (Op.ADD, Op.SUBTRACT)))
