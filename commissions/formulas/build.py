"""Join parts of a formula: what fits what, what the whole is, and how large it can become."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from django.utils.translation import gettext_lazy as _

from core.rates import WHOLE_BP

from .bounds import Interval, always, divided, multiplied, never
from .formula_rejected import FormulaRejected, Place
from .node import Node, Op
from .units import UNIT_NAMES, Unit

_LARGEST = 2**63 - 1
_POINT = 100
_SUMMED = {Unit.POINTS, Unit.MONEY, Unit.RATE, Unit.COUNT}
PRICED = _("Write worth(cv, EUR(1), half_up) for points at a price.")
_ORDERED = _SUMMED | {Unit.RANK}
_AMOUNTS = {Unit.POINTS, Unit.MONEY, Unit.COUNT}


def summed(op: Op, left: Node, right: Node, place: Place) -> Node:
    """Add or subtract two of the same."""
    _same((left, right), _SUMMED, place)
    if op is Op.ADD:
        low, high = left.low + right.low, left.high + right.high
    else:
        low, high = left.low - right.high, left.high - right.low
    return _node(op, left.unit, (low, high), (left, right), place)


def negated(part: Node, place: Place) -> Node:
    """Turn a number below zero."""
    _allowed(part, _SUMMED)
    _once(part, Op.NEGATE, place)
    return _node(Op.NEGATE, part.unit, (-part.high, -part.low), (part,), place)


def times(left: Node, right: Node, place: Place) -> Node:
    """Multiply by a count."""
    for part in (left, right):
        _allowed(part, _SUMMED)
    unit = left.unit if right.unit is Unit.COUNT else right.unit
    if Unit.COUNT not in (left.unit, right.unit):
        raise FormulaRejected(place, _unfit(left, right), _product_remedy({left.unit, right.unit}))
    return _node(Op.MULTIPLY, unit, multiplied(_span(left), _span(right)), (left, right), place)


def _product_remedy(units: set[Unit]) -> object:
    if Unit.RATE in units:
        return _("Write share(cv, percent(10), half_up) for a percentage of something.")
    if units == {Unit.POINTS, Unit.MONEY}:
        return PRICED
    return _("Only a count multiplies.")


def extreme(op: Op, parts: Sequence[Node], place: Place) -> Node:
    """Take the smallest or the largest of several."""
    _same(parts, _ORDERED, place)
    _different(parts, place)
    pick = min if op is Op.MIN else max
    span = pick(part.low for part in parts), pick(part.high for part in parts)
    return _node(op, parts[0].unit, span, tuple(parts), place)


def share(amount: Node, rate: Node, rounding: str, place: Place) -> Node:
    """Take a percentage of an amount."""
    _allowed(amount, _AMOUNTS)
    _allowed(rate, {Unit.RATE})
    taken = multiplied(_span(amount), _span(rate))
    _fits(taken, place)
    span = divided(taken, (WHOLE_BP, WHOLE_BP), rounding)
    return _node(Op.SHARE, amount.unit, span, (amount, rate), place, rounding)


def worth(points: Node, price: Node, rounding: str, place: Place) -> Node:
    """Turn points into money at a price for one point."""
    _allowed(points, {Unit.POINTS})
    _allowed(price, {Unit.MONEY})
    taken = multiplied(_span(points), _span(price))
    _fits(taken, place)
    span = divided(taken, (_POINT, _POINT), rounding)
    return _node(Op.WORTH, Unit.MONEY, span, (points, price), place, rounding)


def ratio(number: Node, by: Node, rounding: str, place: Place) -> Node:
    """Divide by a count, or count how often one goes into the other."""
    _allowed(number, _SUMMED)
    unit = number.unit if by.unit is Unit.COUNT else Unit.COUNT
    if unit is Unit.COUNT:
        _same((number, by), _SUMMED, place)
    _above_zero(by)
    span = divided(_span(number), _span(by), rounding)
    return _node(Op.RATIO, unit, span, (number, by), place, rounding)


def percent_of(part: Node, whole: Node, rounding: str, place: Place) -> Node:
    """Say which percentage one is of the other."""
    _same((part, whole), _AMOUNTS, place)
    _above_zero(whole)
    scaled = multiplied(_span(part), (WHOLE_BP, WHOLE_BP))
    _fits(scaled, place)
    span = divided(scaled, _span(whole), rounding)
    return _node(Op.PERCENT_OF, Unit.RATE, span, (part, whole), place, rounding)


def compared(op: Op, left: Node, right: Node, place: Place) -> Node:
    """Compare two of the same, where either answer is possible."""
    if Unit.YES_NO in (left.unit, right.unit):
        reason = _("“%(text)s” is yes or no already; it is not compared.")
        remedy = _("Write it alone, or with “not” before it.")
        wrong = left if left.unit is Unit.YES_NO else right
        raise FormulaRejected(wrong.place, reason % {"text": wrong.place}, remedy)
    _same((left, right), _ORDERED, place)
    _different((left, right), place)
    for decided, reason in (
        (always(op, _span(left), _span(right)), _("This is always so, so it has no effect.")),
        (never(op, _span(left), _span(right)), _("This is never so, so it has no effect.")),
    ):
        if decided:
            raise FormulaRejected(place, reason, _("Leave it out or write another limit."))
    return _node(op, Unit.YES_NO, (0, 1), (left, right), place)


def joined(op: Op, parts: Sequence[Node], place: Place) -> Node:
    """Join conditions by “and” or “or”."""
    for part in parts:
        _allowed(part, {Unit.YES_NO})
    _different(parts, place)
    return _node(op, Unit.YES_NO, (0, 1), tuple(parts), place)


def denied(part: Node, place: Place) -> Node:
    """Turn a condition round."""
    _allowed(part, {Unit.YES_NO})
    _once(part, Op.NOT, place)
    return _node(Op.NOT, Unit.YES_NO, (0, 1), (part,), place)


def chosen(then: Node, condition: Node, otherwise: Node, place: Place) -> Node:
    """Choose one of two by a condition."""
    _allowed(condition, {Unit.YES_NO})
    _same((then, otherwise), set(Unit), place)
    _different((then, otherwise), place)
    span = min(then.low, otherwise.low), max(then.high, otherwise.high)
    return _node(Op.IF, then.unit, span, (then, condition, otherwise), place)


def _node(
    op: Op, unit: Unit, span: Interval, parts: tuple[Node, ...], place: Place, name: str = ""
) -> Node:
    _fits(span, place)
    return Node(op, unit, *span, parts, name, place)


def _span(part: Node) -> Interval:
    return part.low, part.high


def _fits(span: Interval, place: Place) -> None:
    if not -_LARGEST <= span[0] <= span[1] <= _LARGEST:
        reason = _("It could become larger than any number that is calculated with.")
        raise FormulaRejected(place, reason, _("Bound it, like min(directs, 100)."))


def _above_zero(divisor: Node) -> None:
    if divisor.low <= 0:
        reason = _("“%(text)s” could be zero or less, and nothing is divided by that.")
        remedy = _("Bound it from below, like max(gv, PV(1)).")
        raise FormulaRejected(divisor.place, reason % {"text": divisor.place}, remedy)


def _allowed(part: Node, units: set[Unit]) -> None:
    if part.unit not in units:
        reason = _("“%(text)s” (%(unit)s) is not what is needed here; that is: %(units)s.")
        names = ", ".join(str(name) for unit, name in UNIT_NAMES.items() if unit in units)
        facts = {"text": part.place, "unit": UNIT_NAMES[part.unit], "units": names}
        raise FormulaRejected(part.place, reason % facts)


def _same(parts: Sequence[Node], units: set[Unit], place: Place) -> None:
    first = parts[0]
    other = next((part for part in parts if part.unit is not first.unit), None)
    if other is not None:
        raise FormulaRejected(place, _unfit(first, other), _unit_remedy(first, other))
    _allowed(first, units)


def _unit_remedy(one: Node, other: Node) -> object:
    """Say how a bare number is written where the other side shows which unit is meant."""
    for bare, meant in ((one, other), (other, one)):
        if bare.op is Op.CONSTANT and bare.unit is Unit.COUNT and meant.unit in _WRITTEN:
            return _("Write: %(example)s") % {"example": _WRITTEN[meant.unit] % bare.low}
    return _("Points go with points, money with money, counts with counts.")


_WRITTEN = {Unit.POINTS: "PV(%s)", Unit.MONEY: "EUR(%s)", Unit.RATE: "percent(%s)"}


def _unfit(left: Node, right: Node) -> object:
    reason = _("“%(left)s” (%(left_unit)s) and “%(right)s” (%(right_unit)s) do not go together.")
    return reason % {
        "left": left.place,
        "left_unit": UNIT_NAMES[left.unit],
        "right": right.place,
        "right_unit": UNIT_NAMES[right.unit],
    }


def _once(part: Node, op: Op, place: Place) -> None:
    if part.op is op:
        raise FormulaRejected(place, _("It says the same twice."), _("Leave both out."))


def _different(parts: Sequence[Node], place: Place) -> None:
    if any(one == other for one, other in product(parts, parts) if one is not other):
        raise FormulaRejected(place, _("It says the same twice."), _("Say it once."))
