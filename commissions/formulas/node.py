"""What a formula is once it is read: a tree of operations with units and proven bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .formula_rejected import Place
from .units import Unit

NOWHERE = Place(1, "")


class Op(StrEnum):
    """Everything a formula can do; each evaluator has one line for each."""

    FACT = "fact"
    CONSTANT = "constant"
    DEFINED = "defined"
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    NEGATE = "negate"
    MIN = "min"
    MAX = "max"
    SHARE = "share"
    RATIO = "ratio"
    PERCENT_OF = "percent_of"
    WORTH = "worth"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "=="
    UNEQUAL = "!="
    AND = "and"
    OR = "or"
    NOT = "not"
    IF = "if"


COMPARISONS = (Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.EQUAL, Op.UNEQUAL)
DIVISIONS = (Op.SHARE, Op.RATIO, Op.PERCENT_OF, Op.WORTH)


@dataclass(frozen=True, slots=True)
class Node:
    """One operation: `low` and `high` bound what it can come to.

    `name` is the fact's, the named constant's, the other formula's, or how a division rounds. The
    parts of an IF are what holds if so, the condition, and what otherwise, as in the text.
    """

    op: Op
    unit: Unit
    low: int
    high: int
    parts: tuple[Node, ...] = ()
    name: str = ""
    place: Place = field(compare=False, default=NOWHERE)
