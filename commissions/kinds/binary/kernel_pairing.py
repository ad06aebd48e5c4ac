"""The three ways to match two sides, over numbers; what they mean stands in pairing.py."""

from __future__ import annotations

from commissions.arrays.compiled import compiled
from commissions.arrays.money import half_up, rounded_share

from .kernel_facts import CYCLES, NO_LIMIT, STEPS, Terms
from .pairing import POINT


@compiled
def most_units(left: int, right: int, terms: Terms) -> int:
    """Return how many units the two sides hold."""
    if terms.form == STEPS:
        return _largest(min(left, right), terms)
    if terms.form == CYCLES:
        return _run(left, right, left + right, terms)[0]
    units = min(max(left, right) // terms.strong_part, min(left, right) // terms.weak_part)
    return units // terms.pairs_of * terms.pairs_of


@compiled
def used(left: int, right: int, units: int, terms: Terms) -> tuple[int, int]:
    """Return what so many units take from left and right."""
    if terms.form == STEPS:
        return units, units
    if terms.form == CYCLES:
        _done, rest_left, rest_right = _run(left, right, units, terms)
        return left - rest_left, right - rest_right
    return _given(units, _left_is_strong(left, right, terms), terms)


@compiled
def pay(units: int, rank: int, terms: Terms) -> tuple[int, int, int]:
    """Return what so many units pay: amount, rate and base."""
    if terms.form == STEPS:
        for step in range(len(terms.step_volumes)):
            if terms.step_volumes[step] == units:
                return terms.step_amounts[step], 0, 0
        return 0, 0, 0
    if terms.form == CYCLES:
        return units * terms.worth[rank], 0, 0
    base = half_up(units, terms.point_value, POINT)
    rate_bp = terms.worth[rank]
    return rounded_share(base, rate_bp, terms.rounding), rate_bp, base


@compiled
def within_limits(units: int, rank: int, terms: Terms) -> tuple[int, int, int]:
    """Return what the limits let through: units, their pay, and the limit in money that holds."""
    paid_units = units
    if terms.most[rank] != NO_LIMIT:
        paid_units = min(units, terms.most[rank])
        if terms.form == STEPS:
            paid_units = _largest(paid_units, terms)
        elif terms.form != CYCLES:
            paid_units = paid_units // terms.pairs_of * terms.pairs_of
    paid, cap = pay(paid_units, rank, terms)[0], terms.cap[rank]
    if cap == NO_LIMIT or paid <= cap:
        return paid_units, paid, NO_LIMIT
    return units_paid_by(cap, paid_units, rank, terms), cap, cap


@compiled
def units_paid_by(limit: int, units: int, rank: int, terms: Terms) -> int:
    """Return the fewest units that pay a limit which so many exceed."""
    if terms.form == STEPS:
        return units if limit else 0
    if terms.form == CYCLES:
        cycles: int = -(-limit // terms.worth[rank])
        return cycles
    part = _ceil_of(units, limit, pay(units, rank, terms)[0])
    return min(-(-part // terms.pairs_of) * terms.pairs_of, units)


@compiled
def _ceil_of(units: int, limit: int, full: int) -> int:
    """Return units * limit / full rounded up, bit by bit, as the product may not fit."""
    whole, rest = units // full, units % full
    quotient, remainder = 0, 0
    for bit in range(62, -1, -1):
        quotient, remainder = 2 * quotient, 2 * remainder
        if remainder >= full:
            quotient, remainder = quotient + 1, remainder - full
        if (limit >> bit) & 1:
            quotient, remainder = quotient + whole, remainder + rest
            if remainder >= full:
                quotient, remainder = quotient + 1, remainder - full
    return quotient + (1 if remainder else 0)


@compiled
def _largest(volume: int, terms: Terms) -> int:
    found = 0
    for step in terms.step_volumes:
        if step <= volume:
            found = step
    return found


@compiled
def _left_is_strong(left: int, right: int, terms: Terms) -> bool:
    return left > right or (left == right and terms.left_is_strong_at_tie)


@compiled
def _given(units: int, left_is_strong: bool, terms: Terms) -> tuple[int, int]:
    strong, weak = units * terms.strong_part, units * terms.weak_part
    return (strong, weak) if left_is_strong else (weak, strong)


@compiled
def _run(left: int, right: int, at_most: int, terms: Terms) -> tuple[int, int, int]:
    """Count cycles and say what they leave of left and right."""
    strong, weak = terms.strong_part, terms.weak_part
    alike = min(max(left, right) // strong, min(left, right) // weak)
    if strong != weak:
        alike = min(alike, abs(left - right) // (strong - weak))
    alike = min(alike, at_most)
    of_left, of_right = _given(alike, _left_is_strong(left, right, terms), terms)
    left, right = left - of_left, right - of_right
    turns = min(min(left, right) // (strong + weak), (at_most - alike) // 2)
    left, right = left - turns * (strong + weak), right - turns * (strong + weak)
    done = alike + 2 * turns
    while done < at_most and max(left, right) >= strong and min(left, right) >= weak:
        of_left, of_right = _given(1, _left_is_strong(left, right, terms), terms)
        left, right, done = left - of_left, right - of_right, done + 1
    return done, left, right
