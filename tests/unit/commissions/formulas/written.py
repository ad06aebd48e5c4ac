"""Facts to write formulas over, random formulas of every unit, and Python's own answer to them."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from hypothesis import strategies as st

from commissions.formulas.units import Fact, Unit

FACTS = {
    "pv": Fact(Unit.POINTS, "own volume"),
    "gv": Fact(Unit.POINTS, "group volume"),
    "cv": Fact(Unit.POINTS, "commission points", 0, 10**9),
    "earned": Fact(Unit.MONEY, "earnings", -(10**9), 10**9),
    "quota": Fact(Unit.RATE, "quota"),
    "directs": Fact(Unit.COUNT, "active partners", 0, 1000),
    "rank": Fact(Unit.RANK, "rank", 0, 3),
    "silver": Fact(Unit.RANK, "Silver", 1, 1),
    "gold": Fact(Unit.RANK, "Gold", 2, 2),
    "is_new": Fact(Unit.YES_NO, "new"),
}
_LITERALS = {
    Unit.POINTS: ("PV(0)", "PV(100)", "PV(0.01)", "PV(49.99)"),
    Unit.MONEY: ("EUR(0)", "EUR(5)", "EUR(12.50)"),
    Unit.RATE: ("percent(3)", "percent(12.5)", "percent(100)"),
    Unit.COUNT: ("0", "1", "7", "40"),
}
_ONE_OF_UNIT = {Unit.POINTS: "PV(0.01)", Unit.MONEY: "EUR(0.01)", Unit.COUNT: "1"}


@st.composite
def formulas(draw: st.DrawFn, unit: Unit, depth: int = 3) -> str:
    """Write a random formula of a unit; it may still be refused, say for being always so."""

    def fill(hole: str, of: Unit) -> str:
        if hole == "rounding":
            return draw(st.sampled_from(("half_up", "down", "up")))
        if hole == "least":
            return _ONE_OF_UNIT[of]
        return draw(
            formulas({"same": unit, "whole": of, "other": of}.get(hole) or Unit(hole), depth - 1)
        )

    if depth == 0 or draw(st.integers(0, 3)) == 0:
        names = [name for name, fact in FACTS.items() if fact.unit is unit]
        return draw(st.sampled_from([*names, *_LITERALS.get(unit, ())]))
    shape = draw(st.sampled_from(_SHAPES[unit]))
    of = draw(st.sampled_from(list(_ONE_OF_UNIT)))
    if "{other" in shape:
        of = draw(st.sampled_from([each for each in Unit if each is not Unit.YES_NO]))
    while "{" in shape:
        shape = _HOLE.sub(lambda hole: fill(hole[1], of), shape, count=1)
    return shape


_HOLE = re.compile(r"{(\w+)}")
_ANY = ("({same} if {yes_no} else {same})", "min({same}, {same})", "max({same}, {same})")
_SUMS = (*_ANY, "({same} + {same})", "({same} - {same})", "({count} * {same})", "(-{same})")
_PARTS = (
    "share({same}, {rate}, {rounding})",
    "ratio({same}, max({count}, 1), {rounding})",
)
_SHAPES = {
    Unit.POINTS: (*_SUMS, *_PARTS),
    Unit.MONEY: (*_SUMS, *_PARTS, "worth({points}, {same}, {rounding})"),
    Unit.RATE: (*_SUMS, "percent_of({whole}, max({whole}, {least}), {rounding})"),
    Unit.COUNT: (*_SUMS, *_PARTS, "ratio({whole}, max({whole}, {least}), {rounding})"),
    Unit.RANK: _ANY,
    Unit.YES_NO: (
        *(f"({{other}} {sign} {{other}})" for sign in ("<", "<=", ">", ">=", "==", "!=")),
        "({same} and {same})",
        "({same} or {same})",
        "(not {same})",
    ),
}


def python_says(text: str, facts: dict[str, int]) -> int:
    """Let Python itself work the formula out, with fractions where something is divided."""
    exact = {"0.01": 1, "12.5": 1250, "12.50": 1250, "49.99": 4999, "0": 0}

    def hundredths(number: float) -> int:
        return exact.get(str(number), round(number * 100))

    names = {
        "__builtins__": {"min": min, "max": max},
        "PV": hundredths,
        "EUR": hundredths,
        "percent": hundredths,
        "share": lambda amount, rate, way: way(Fraction(amount * rate, 10_000)),
        "worth": lambda points, price, way: way(Fraction(points * price, 100)),
        "ratio": lambda number, by, way: way(Fraction(number, by)),
        "percent_of": lambda part, whole, way: way(Fraction(part * 10_000, whole)),
        "down": lambda exact: floor(exact) if exact >= 0 else ceil(exact),
        "up": lambda exact: ceil(exact) if exact >= 0 else floor(exact),
        "half_up": _half_up,
        "silver": 1,
        "gold": 2,
    }
    return int(eval(text, names, facts))


def _half_up(exact: Fraction) -> int:
    half = Fraction(1, 2)
    return floor(exact + half) if exact >= 0 else ceil(exact - half)


def fact_values() -> st.SearchStrategy[dict[str, int]]:
    """Return numbers for every fact, within its bounds, often at their very ends."""

    def within(fact: Fact) -> st.SearchStrategy[int]:
        low, high = fact.bounds
        near = [number for number in (low, high, 0, 1, 99, 10_000, -250) if low <= number <= high]
        return st.sampled_from(near) | st.integers(low, high)

    return st.fixed_dictionaries(
        {name: within(fact) for name, fact in FACTS.items() if not fact.is_constant}
    )
