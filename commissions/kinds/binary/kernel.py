"""Binary commission over columns; what it means stands in walk.py, pairing.py and bank.py."""

from __future__ import annotations

from collections.abc import Iterator

from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.engine.tree import NOBODY

from .kernel_banks import Banks, accrue, banks_of, expire, kept_of, take, total, trim
from .kernel_facts import ALWAYS, NO_LIMIT, Facts, Terms, facts_of, terms_of
from .kernel_pairing import most_units, pay, used, within_limits
from .rule import Binary

FACTS = ("left", "right", "matched", "left_carried", "right_carried", "paid", "cap")
_LEFT, _RIGHT, _MATCHED, _LEFT_CARRIED, _RIGHT_CARRIED, _PAID, _CAP = range(len(FACTS))
_FULL_FLUSH, _DEDUCT = 0, 1


def blocks(rule: Binary, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay member by member, and keep what each side hands on."""
    facts, terms, banks = facts_of(rule, ground), terms_of(rule, ground), banks_of(rule, ground)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, facts, terms, banks)

    yield from filled(rule.id, len(ground.picture), fill, FACTS)
    ground.keep(kept_of(rule, ground, banks))


@compiled
def _fill(
    first: int, out: LineColumns, facts: Facts, terms: Terms, banks: Banks
) -> tuple[int, int]:
    count = 0
    for row in range(first, len(facts.own)):
        if count + 2 > len(out.amounts):
            return row, count
        _collect(row, facts, terms, banks)
        left, right = total(banks, row, 0), total(banks, row, 1)
        units, paid_units, paid, cap = 0, 0, 0, NO_LIMIT
        full, rate, base = 0, 0, 0
        if facts.is_qualified[row]:
            units = most_units(left, right, terms)
            full, rate, base = pay(units, facts.ranks[row], terms)
            if full:
                paid_units, paid, cap = within_limits(units, facts.ranks[row], terms)
                _use_up(row, (left, right), (units, paid_units), cap != NO_LIMIT, terms, banks)
        trim(banks, row, terms)
        if full:
            out.members[count], out.rates_bp[count], out.bases[count] = row, rate, base
            out.amounts[count] = full
            out.facts[_LEFT, count], out.facts[_RIGHT, count] = left, right
            out.facts[_MATCHED, count] = units
            out.facts[_LEFT_CARRIED, count] = total(banks, row, 0)
            out.facts[_RIGHT_CARRIED, count] = total(banks, row, 1)
            count += 1
        if full and paid != full:
            out.members[count], out.sources[count] = row, row
            out.amounts[count] = paid - full
            if cap == NO_LIMIT:
                out.facts[_MATCHED, count], out.facts[_PAID, count] = units, paid_units
            else:
                out.facts[_CAP, count] = cap
            count += 1
    return len(facts.own), count


@compiled
def _collect(row: int, facts: Facts, terms: Terms, banks: Banks) -> None:
    """Bring up what came in below, then the member's own volume; flush who is inactive."""
    if terms.expires_after != NO_LIMIT:
        expire(banks, row, terms.place - terms.expires_after)
    new_left, new_right, own = facts.new_left[row], facts.new_right[row], facts.own[row]
    if not (terms.accrues == ALWAYS or facts.accrues[row]):
        new_left, new_right, own = min(new_left, 0), min(new_right, 0), min(own, 0)
    accrue(banks, row, (new_left, new_right), terms)
    if own != 0 and terms.own_side != NOBODY:
        side = _side(terms.own_side, banks, row, terms)
        accrue(banks, row, (own, 0) if side == 0 else (0, own), terms)
    if not facts.is_active[row]:
        sides = total(banks, row, 0), total(banks, row, 1)
        weaker = _side(_WEAK, banks, row, terms)
        for side in range(2):
            if terms.flushes_weak if side == weaker else terms.flushes_strong:
                take(banks, row, side, sides[side])


_WEAK = 2


@compiled
def _side(wanted: int, banks: Banks, row: int, terms: Terms) -> int:
    """Return 0 for left and 1 for right: the side itself, or the weaker (2) or stronger (3)."""
    if wanted < _WEAK:
        return wanted
    left, right = total(banks, row, 0), total(banks, row, 1)
    strong = 0 if left > right or (left == right and terms.left_is_strong_at_tie) else 1
    return 1 - strong if wanted == _WEAK else strong


@compiled
def _use_up(
    row: int, sides: tuple[int, int], units: tuple[int, int], is_capped: bool, terms: Terms,
    banks: Banks,
) -> None:  # fmt: skip
    """Take what is paid of both sides, and what they lose to a limit."""
    left, right = used(sides[0], sides[1], units[1], terms)
    if units[1] < units[0] or is_capped:
        if terms.after_cap == _FULL_FLUSH:
            left, right = sides
        elif terms.after_cap == _DEDUCT:
            left, right = used(sides[0], sides[1], units[0], terms)
    take(banks, row, 0, left)
    take(banks, row, 1, right)
