"""Conditions over ranks below as programs, for the scan that works ranks out from below.

Whoever is asked needs the ranks of everybody below first, so a whole column at once would be too
early: a condition becomes operations on a stack, which compiled code runs row by row. Reading has
proven that no step leaves 64 bits and that nothing is divided by zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from commissions.engine.requirement import RANK_FACTS, Condition
from commissions.formulas.node import DIVISIONS, Node, Op
from commissions.formulas.rounding import DOWN, HALF_UP, UP
from core.rates import WHOLE_BP

from .columns import Minor, Rows, minor, rows
from .compiled import compiled
from .people import ArrayPeople
from .requirements import FACTS

# Three put a number on the stack, two change the one on top; the rest make one of two, IF of three.
FACT, CONSTANT, OWN_GROUP, BEST_BELOW, NEGATE, NOT, IF = range(7)
ADD, SUBTRACT, MULTIPLY, MIN, MAX, LESS, AT_MOST, EQUAL, UNEQUAL = range(7, 16)
DIVIDE_DOWN, DIVIDE_HALF_UP, DIVIDE_UP = range(16, 19)
_POINT = 100
_DIVIDE = {DOWN: DIVIDE_DOWN, HALF_UP: DIVIDE_HALF_UP, UP: DIVIDE_UP}
_RANKS_BELOW = {"own_group": OWN_GROUP, "best_below": BEST_BELOW}
_OPERATIONS: Mapping[Op, int] = {
    Op.NEGATE: NEGATE, Op.NOT: NOT, Op.IF: IF, Op.ADD: ADD, Op.SUBTRACT: SUBTRACT,
    Op.MULTIPLY: MULTIPLY, Op.MIN: MIN, Op.MAX: MAX, Op.AND: MIN, Op.OR: MAX, Op.LESS: LESS,
    Op.AT_MOST: AT_MOST, Op.EQUAL: EQUAL, Op.UNEQUAL: UNEQUAL, Op.MORE: LESS, Op.AT_LEAST: AT_MOST,
}  # fmt: skip
_TURNED = (Op.MORE, Op.AT_LEAST)

# An operation with its argument: the place of a fact, or a number.
Instruction = tuple[int, int]


class Programs(NamedTuple):
    """Conditions one after the other: of which rank each is, and where its operations end.

    `facts` has a row for each fact that is known before ranks are.
    """

    ranks: Rows
    ends: Rows
    operations: Rows
    arguments: Minor
    facts: Minor


def programs_of(asked: Sequence[tuple[int, Condition]], people: ArrayPeople) -> Programs:
    """Turn conditions into programs; each comes with the place of its rank."""
    names = sorted({name for _rank, each in asked for name in each.names} - RANK_FACTS)
    places = {name: place for place, name in enumerate(names)}
    written = [list(_written(each.root, places)) for _rank, each in asked]
    every = list(chain.from_iterable(written))
    facts = {name: minor(FACTS[name](people)) for name in names}
    # Nobody's own group holds more than what everybody bought.
    bought = np.abs(people.personal()).sum(keepdims=True)
    for _rank, each in asked:
        each.check({**facts, "own_group": bought})
    return Programs(
        rows([rank for rank, _each in asked]),
        rows(list(accumulate(map(len, written)))),
        rows([operation for operation, _argument in every]),
        minor([argument for _operation, argument in every]),
        minor(list(facts.values())).reshape(len(names), len(people.picture)),
    )


def _written(node: Node, places: Mapping[str, int]) -> Iterator[Instruction]:
    """Yield the operations of a node, its parts first."""
    if node.op is Op.FACT:
        yield _RANKS_BELOW.get(node.name, FACT), places.get(node.name, 0)
    elif node.op is Op.CONSTANT:
        yield CONSTANT, node.low
    elif node.op in DIVISIONS:
        yield from _division(node, places)
    else:
        parts = node.parts[::-1] if node.op in _TURNED else node.parts
        yield from _folded(node.op, [_written(part, places) for part in parts])


def _folded(op: Op, parts: Sequence[Iterable[Instruction]]) -> Iterator[Instruction]:
    """Yield parts and what is made of them: of all three at once, or of two after the other."""
    if op is Op.IF:
        yield from chain(*parts)
        yield IF, 0
        return
    for number, part in enumerate(parts):
        yield from part
        if op in _OPERATIONS and (number or len(parts) == 1):
            yield _OPERATIONS[op], 0


def _division(node: Node, places: Mapping[str, int]) -> Iterator[Instruction]:
    first, second = (list(_written(part, places)) for part in node.parts)
    yield from first
    if node.op is Op.PERCENT_OF:
        yield from ((CONSTANT, WHOLE_BP), (MULTIPLY, 0))
    yield from second
    if node.op in (Op.SHARE, Op.WORTH):
        yield from ((MULTIPLY, 0), (CONSTANT, WHOLE_BP if node.op is Op.SHARE else _POINT))
    yield _DIVIDE[node.name], 0


@compiled
def all_hold(programs: Programs, rank: int, row: int, below: tuple[int, int]) -> bool:
    """Tell whether all conditions of a rank hold for a member.

    `below` are the volume of its own group and the highest rank below, the lowest being 1.
    """
    first = 0
    for place in range(len(programs.ends)):
        last = programs.ends[place]
        if programs.ranks[place] == rank and not _value(programs, (first, last), row, below):
            return False
        first = last
    return True


@compiled
def _value(programs: Programs, span: tuple[int, int], row: int, below: tuple[int, int]) -> int:
    stack, top = np.zeros(span[1] - span[0], np.int64), -1
    for place in range(span[0], span[1]):
        operation = programs.operations[place]
        if operation <= BEST_BELOW:
            top += 1
            stack[top] = _known(programs, place, row, below)
        elif operation <= NOT:
            stack[top] = -stack[top] if operation == NEGATE else stack[top] == 0
        elif operation == IF:
            top -= 2
            stack[top] = stack[top] if stack[top + 1] else stack[top + 2]
        else:
            top -= 1
            stack[top] = _of_two(operation, stack[top], stack[top + 1])
    return int(stack[0])


@compiled
def _known(programs: Programs, place: int, row: int, below: tuple[int, int]) -> int:
    operation, argument = programs.operations[place], programs.arguments[place]
    if operation == FACT:
        return int(programs.facts[argument, row])
    if operation == CONSTANT:
        return int(argument)
    return below[0] if operation == OWN_GROUP else below[1]


@compiled
def _of_two(operation: int, one: int, other: int) -> int:
    if operation >= DIVIDE_DOWN:
        return _divided(operation, one, other)
    if operation >= LESS:
        return _compared(operation, one, other)
    if operation == ADD:
        return one + other
    if operation == SUBTRACT:
        return one - other
    if operation == MULTIPLY:
        return one * other
    return min(one, other) if operation == MIN else max(one, other)


@compiled
def _compared(operation: int, one: int, other: int) -> int:
    if operation == LESS:
        return int(one < other)
    if operation == AT_MOST:
        return int(one <= other)
    return int(one == other) if operation == EQUAL else int(one != other)


@compiled
def _divided(operation: int, numerator: int, denominator: int) -> int:
    """Divide as `formulas.rounding.divide` does."""
    whole, rest = abs(numerator) // denominator, abs(numerator) % denominator
    if operation == DIVIDE_UP:
        whole += rest > 0
    elif operation == DIVIDE_HALF_UP:
        whole += rest >= denominator - rest
    return whole if numerator >= 0 else -whole
