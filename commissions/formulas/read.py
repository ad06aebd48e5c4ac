"""Read one line of text as a formula over named facts, or say what is wrong and how to write it.

Python's own parser reads the text, nothing is ever run: each piece of its tree is looked up in
the short lists below, and what is in none of them is refused.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.money import EXPONENTS, parse_money
from core.points import parse_points
from core.rates import parse_rate

from . import build
from .build import PRICED
from .formula import Defined, Formula
from .formula_rejected import FormulaRejected, Place
from .node import Node, Op
from .rounding import ROUNDINGS
from .text_words import check_words
from .units import UNIT_NAMES, Facts, Unit

_CALCULATIONS: Mapping[type[ast.operator], Op] = {
    ast.Add: Op.ADD,
    ast.Sub: Op.SUBTRACT,
    ast.Mult: Op.MULTIPLY,
}
_COMPARISONS: Mapping[type[ast.cmpop], Op] = {
    ast.Lt: Op.LESS,
    ast.LtE: Op.AT_MOST,
    ast.Gt: Op.MORE,
    ast.GtE: Op.AT_LEAST,
    ast.Eq: Op.EQUAL,
    ast.NotEq: Op.UNEQUAL,
}
_EXTREMES = {"min": Op.MIN, "max": Op.MAX}
_Division = Callable[[Node, Node, str, Place], Node]
_DIVISIONS: Mapping[str, tuple[_Division, str]] = {
    "share": (build.share, "share(cv, percent(10), half_up)"),
    "ratio": (build.ratio, "ratio(gv, PV(500), down)"),
    "percent_of": (build.percent_of, "percent_of(pv, max(gv, PV(1)), half_up)"),
    "worth": (build.worth, "worth(cv, EUR(1), half_up)"),
}
_POINTS, _PERCENT = "PV", "percent"
_MOST_COUNT = 10**9


def read_formula(
    text: str,
    facts: Facts,
    wants: Unit,
    currency: str = "EUR",
    defined: Mapping[str, Defined] = MappingProxyType({}),
) -> Formula:
    """Read a formula that comes to the unit that is wanted; it may name facts and other formulas.

    Raises: FormulaRejected — the first thing that is unknown, unfit, unbounded or without effect.
    """
    text = text.strip(" ")
    check_words(text)
    known = {**facts, **{name: each.fact for name, each in defined.items()}}
    root = _Reader(text, known, currency, defined).read(_parsed(text))
    formula = Formula(text, root, known, currency)
    if root.unit is not wants:
        reason = _("It comes to: %(found)s. Needed here is: %(wanted)s.")
        units = {"found": UNIT_NAMES[root.unit], "wanted": UNIT_NAMES[wants]}
        raise FormulaRejected(root.place, reason % units, _otherwise(root.unit, wants))
    if not formula.names:
        reason = _("It names nothing that differs from member to member.")
        raise FormulaRejected(root.place, reason, _known(known))
    return formula


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        column = min(max(error.offset or 1, 1), len(text))
        place = Place(column, text[column - 1 :][:20])
        reason = _("“%(text)s” is not understood.") % {"text": place.text}
        raise FormulaRejected(place, reason, _unfinished(error.msg)) from None


def _unfinished(problem: str) -> object:
    if "'else'" in problem:
        return _("Say what holds otherwise: a if b else c")
    return _CONDITION


_CONDITION = _("Write it like: pv >= PV(100) and directs >= 3")


def _otherwise(found: Unit, wanted: Unit) -> object:
    if wanted is Unit.YES_NO:
        return _CONDITION
    return PRICED if (found, wanted) == (Unit.POINTS, Unit.MONEY) else ""


class _Reader:
    """Turns the pieces of the parser's tree into nodes, the innermost first."""

    def __init__(
        self, text: str, facts: Facts, currency: str, defined: Mapping[str, Defined]
    ) -> None:
        self._text, self._facts, self._currency = text, facts, currency
        self._defined = defined

    def read(self, piece: ast.expr) -> Node:
        """Read one piece with all its parts."""
        place = self._place(piece)
        match piece:
            case ast.Name():
                return self._fact(piece.id, place)
            case ast.Constant():
                return self._count(place)
            case ast.BinOp() if type(piece.op) in _CALCULATIONS:
                return self._calculation(piece, place)
            case ast.UnaryOp():
                return self._unary(piece, place)
            case ast.Compare():
                return self._comparison(piece, place)
            case _:
                return self._larger(piece, place)

    def _larger(self, piece: ast.expr, place: Place) -> Node:
        match piece:
            case ast.BoolOp():
                op = Op.AND if isinstance(piece.op, ast.And) else Op.OR
                return build.joined(op, [self.read(part) for part in piece.values], place)
            case ast.IfExp():
                then, condition = self.read(piece.body), self.read(piece.test)
                return build.chosen(then, condition, self.read(piece.orelse), place)
            case ast.Call(func=ast.Name(id=name)) if not piece.keywords:
                return self._call(name, piece.args, place)
        raise FormulaRejected(place, _("“%(text)s” cannot stand here.") % {"text": place.text})

    def _place(self, piece: ast.expr) -> Place:
        text = self._text[piece.col_offset : piece.end_col_offset]
        return Place(piece.col_offset + 1, text)

    def _between(self, left: Node, right: Node) -> Place:
        start, end = left.place.column - 1, right.place.column - 1 + len(right.place.text)
        return Place(start + 1, self._text[start:end])

    def _fact(self, name: str, place: Place) -> Node:
        fact = self._facts.get(name)
        if fact is None:
            reason = _("There is no “%(name)s”.") % {"name": name}
            raise FormulaRejected(place, reason, _meant(name, self._facts))
        if name in self._defined:
            return self._other(name, self._defined[name].formula, place)
        op = Op.CONSTANT if fact.is_constant else Op.FACT
        return Node(op, fact.unit, *fact.bounds, name=name, place=place)

    def _other(self, name: str, formula: Formula, place: Place) -> Node:
        missing = sorted(formula.names - self._facts.keys())
        if missing:
            reason = _("“%(name)s” rests on “%(fact)s”, which is not known here.")
            facts = {"name": name, "fact": missing[0]}
            raise FormulaRejected(place, reason % facts, _known(self._facts))
        root = formula.root
        return Node(Op.DEFINED, root.unit, root.low, root.high, (root,), name, place)

    def _count(self, place: Place) -> Node:
        if not place.text.isdigit() or int(place.text) > _MOST_COUNT:
            remedy = _("Write points as PV(100), money as EUR(5) and percentages as percent(10).")
            raise FormulaRejected(place, _("A number without a unit is a whole count."), remedy)
        return _constant(Unit.COUNT, int(place.text), place)

    def _calculation(self, piece: ast.BinOp, place: Place) -> Node:
        op = _CALCULATIONS[type(piece.op)]
        left, right = self.read(piece.left), self.read(piece.right)
        if op is Op.MULTIPLY:
            return build.times(left, right, place)
        return build.summed(op, left, right, place)

    def _unary(self, piece: ast.UnaryOp, place: Place) -> Node:
        part = self.read(piece.operand)
        if isinstance(piece.op, ast.Not):
            return build.denied(part, place)
        if isinstance(piece.op, ast.USub):
            return build.negated(part, place)
        raise FormulaRejected(place, _("A plus before a number has no effect."), _("Leave it out."))

    def _comparison(self, piece: ast.Compare, place: Place) -> Node:
        parts = [self.read(part) for part in (piece.left, *piece.comparators)]
        compared = [
            build.compared(_COMPARISONS[type(op)], left, right, self._between(left, right))
            for op, left, right in zip(piece.ops, parts, parts[1:], strict=False)
        ]
        return compared[0] if len(compared) == 1 else build.joined(Op.AND, compared, place)

    def _call(self, name: str, pieces: Sequence[ast.expr], place: Place) -> Node:
        if name in _EXTREMES:
            parts = [self.read(piece) for piece in pieces]
            if len(parts) < 2:
                raise FormulaRejected(place, _("It chooses among two or more."), f"{name}(a, b)")
            return build.extreme(_EXTREMES[name], parts, place)
        if name in _DIVISIONS:
            return self._division(name, pieces, place)
        if name in (_POINTS, _PERCENT) or name in EXPONENTS:
            return self._literal(name, pieces, place)
        reason = _("There is no “%(name)s”.") % {"name": f"{name}(…)"}
        known = (*_EXTREMES, *_DIVISIONS, _POINTS, self._currency, _PERCENT)
        raise FormulaRejected(place, reason, _meant(name, known))

    def _division(self, name: str, pieces: Sequence[ast.expr], place: Place) -> Node:
        divide, example = _DIVISIONS[name]
        match pieces:
            case [number, by, ast.Name(id=rounding)] if rounding in ROUNDINGS:
                return divide(self.read(number), self.read(by), rounding, place)
        reason = _("It needs two values and how it is rounded: half_up, down or up.")
        raise FormulaRejected(place, reason, _write(example))

    def _literal(self, name: str, pieces: Sequence[ast.expr], place: Place) -> Node:
        if name not in (_POINTS, _PERCENT, self._currency):
            raise self._foreign(place)
        number = self._place(pieces[0]).text if len(pieces) == 1 else ""
        if not number[:1].isdigit():
            plain = _("One plain number stands in the brackets.")
            raise FormulaRejected(place, plain, _write(f"{name}(100)"))
        try:
            return _constant(*self._measured(name, number), place)
        except Invalid:
            reason = _("“%(text)s” has too many digits.") % {"text": number}
            raise FormulaRejected(place, reason, _write(f"{name}(100)")) from None

    def _foreign(self, place: Place) -> FormulaRejected:
        reason = _("The plan is in %(currency)s.") % {"currency": self._currency}
        return FormulaRejected(place, reason, _write(f"{self._currency}(100)"))

    def _measured(self, name: str, number: str) -> tuple[Unit, int]:
        if name == _POINTS:
            return Unit.POINTS, parse_points(f"{number} {name}")
        if name == _PERCENT:
            return Unit.RATE, parse_rate(f"{number}%")
        return Unit.MONEY, parse_money(f"{number} {name}").minor


def _write(example: str) -> object:
    return _("Write: %(example)s") % {"example": example}


def _constant(unit: Unit, value: int, place: Place) -> Node:
    return Node(Op.CONSTANT, unit, value, value, place=place)


def _meant(name: str, known: Sequence[str] | Facts) -> object:
    meant = difflib.get_close_matches(name, known, n=1)
    if meant:
        return _("Did you mean “%(key)s”?") % {"key": meant[0]}
    return _known(known)


def _known(known: Sequence[str] | Facts) -> object:
    return _("Here can be: %(keys)s.") % {"keys": ", ".join(known)}
