"""Whether more of a fact can mean less of the whole: what must never be so, say, for a rank."""

from __future__ import annotations

from dataclasses import dataclass

from .node import Node, Op

_LEFT_UP = (Op.MORE, Op.AT_LEAST, Op.SUBTRACT)
_LEFT_DOWN = (Op.LESS, Op.AT_MOST)
_PRODUCTS = (Op.MULTIPLY, Op.SHARE, Op.WORTH)
_QUOTIENTS = (Op.RATIO, Op.PERCENT_OF)


@dataclass(frozen=True, slots=True)
class Turns:
    """The facts with which a number may rise, and those with which it may fall."""

    rise: frozenset[str] = frozenset()
    fall: frozenset[str] = frozenset()

    def __or__(self, other: Turns) -> Turns:
        return Turns(self.rise | other.rise, self.fall | other.fall)

    def __neg__(self) -> Turns:
        return Turns(self.fall, self.rise)

    def times(self, low: int, high: int) -> Turns:
        """Return what is left of the direction when it is multiplied by something within bounds."""
        if low >= 0:
            return self
        return -self if high <= 0 else self | -self


def turns(node: Node) -> Turns:
    """Return with which facts a node may rise and fall."""
    if node.op is Op.FACT:
        return Turns(rise=frozenset({node.name}))
    parts = [turns(part) for part in node.parts]
    if node.op in (Op.NEGATE, Op.NOT):
        return -parts[0]
    if node.op in _LEFT_UP:
        return parts[0] | -parts[1]
    if node.op in _LEFT_DOWN:
        return -parts[0] | parts[1]
    if node.op in (*_PRODUCTS, *_QUOTIENTS, Op.IF):
        return _weighed(node, parts)
    either = Turns()
    for part in parts:
        either |= part
    return either | -either if node.op in (Op.EQUAL, Op.UNEQUAL) else either


def _weighed(node: Node, parts: list[Turns]) -> Turns:
    one, other = node.parts[0], node.parts[-1]
    if node.op is Op.IF:
        step = one.low - other.high, one.high - other.low
        return parts[0] | parts[1].times(*step) | parts[2]
    if node.op in _PRODUCTS:
        return parts[0].times(other.low, other.high) | parts[1].times(one.low, one.high)
    return parts[0] | (-parts[1]).times(one.low, one.high)
