"""Binary commission over columns; what it means stands in walk.py, pairing.py and bank.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import ABSENT, Codes, Minor
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.persons import together
from commissions.engine.tree import NOBODY
from commissions.kinds.by_rank import ByRank

from .kernel_banks import Banks, accrue, banks_of, expire, kept_of, take, total, trim
from .kernel_facts import ALWAYS, NO_LIMIT, Facts, Terms, facts_of, terms_of
from .kernel_pairing import most_units, pay, units_paid_by, used, within_limits
from .rule import Binary
from .shares import share_out

FACTS = (
    "left", "right", "matched", "left_carried", "right_carried", "paid", "cap", "positions",
    "together",
)  # fmt: skip
(
    _LEFT, _RIGHT, _MATCHED, _LEFT_CARRIED, _RIGHT_CARRIED, _PAID, _CAP, _POSITIONS, _TOGETHER,
) = range(len(FACTS))  # fmt: skip
_FULL_FLUSH, _DEDUCT = 0, 1


class _Matches(NamedTuple):
    """Row by row the units that the sides hold and that are paid, their pay, and the limit.

    `caps` are NO_LIMIT where none in money holds; the last two are ABSENT where it is no person's.
    """

    units: Minor
    paid_units: Minor
    paid: Minor
    caps: Minor
    positions: Minor
    together: Minor


def blocks(rule: Binary, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay member by member, and keep what each side hands on."""
    facts, terms, banks = facts_of(rule, ground), terms_of(rule, ground), banks_of(rule, ground)
    matches = _Matches(*(np.zeros(len(ground.picture), np.int64) for _each in range(6)))
    _match_all(facts, terms, matches, banks)
    if rule.counts_persons and rule.cap_by_rank is not None:
        for positions in together(ground.picture):
            _share(positions, rule.cap_by_rank, ground.standing.ranked.paid, terms, matches)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, facts, terms, matches, banks)

    yield from filled(rule.id, len(ground.picture), fill, FACTS)
    ground.keep(kept_of(rule, ground, banks))


def _share(
    positions: list[int], caps: ByRank, ranks: Codes, terms: Terms, matches: _Matches
) -> None:
    """Leave the positions of a person what its limit leaves them; see `walk.pay_out`."""
    names = [ranks.names[ranks.rows[row]] for row in positions]
    shares = share_out(caps, names, matches.paid[positions].tolist())
    for row, share in zip(positions, shares, strict=False):
        if matches.paid[row] > share.left_minor:
            units, rank = matches.paid_units[row], ranks.rows[row]
            matches.paid_units[row] = units_paid_by(share.left_minor, units, rank, terms)
            matches.paid[row], matches.caps[row] = share.left_minor, share.cap_minor
            matches.positions[row] = share.positions
            matches.together[row] = share.together_minor


@compiled
def _match_all(facts: Facts, terms: Terms, matches: _Matches, banks: Banks) -> None:
    """Bring up everybody's sides, and match those of who is qualified within the own limits."""
    for row in range(len(facts.own)):
        _collect(row, facts, terms, banks)
        matches.caps[row] = NO_LIMIT
        matches.positions[row] = matches.together[row] = ABSENT
        if facts.is_qualified[row]:
            rank = facts.ranks[row]
            units = most_units(total(banks, row, 0), total(banks, row, 1), terms)
            if pay(units, rank, terms)[0]:
                matches.units[row] = units
                paid_units, paid, cap = within_limits(units, rank, terms)
                matches.paid_units[row], matches.paid[row] = paid_units, paid
                matches.caps[row] = cap


@compiled
def _fill(
    first: int, out: LineColumns, facts: Facts, terms: Terms, matches: _Matches, banks: Banks
) -> tuple[int, int]:
    count = 0
    for row in range(first, len(facts.own)):
        if count + 2 > len(out.amounts):
            return row, count
        left, right, units = total(banks, row, 0), total(banks, row, 1), matches.units[row]
        full, rate, base = pay(units, facts.ranks[row], terms)
        if full:
            _use_up(row, (left, right), terms, matches, banks)
        trim(banks, row, terms)
        if full:
            out.members[count], out.rates_bp[count], out.bases[count] = row, rate, base
            out.amounts[count] = full
            out.facts[_LEFT, count], out.facts[_RIGHT, count] = left, right
            out.facts[_MATCHED, count] = units
            out.facts[_LEFT_CARRIED, count] = total(banks, row, 0)
            out.facts[_RIGHT_CARRIED, count] = total(banks, row, 1)
            count += 1
        if full and matches.paid[row] != full:
            _cut(row, count, full, out, matches)
            count += 1
    return len(facts.own), count


@compiled
def _cut(row: int, place: int, full: int, out: LineColumns, matches: _Matches) -> None:
    """Write the line of what a limit took, and what explains it."""
    out.members[place], out.sources[place] = row, row
    out.amounts[place] = matches.paid[row] - full
    if matches.caps[row] == NO_LIMIT:
        out.facts[_MATCHED, place] = matches.units[row]
        out.facts[_PAID, place] = matches.paid_units[row]
    else:
        out.facts[_CAP, place] = matches.caps[row]
        out.facts[_POSITIONS, place] = matches.positions[row]
        out.facts[_TOGETHER, place] = matches.together[row]


@compiled
def _collect(row: int, facts: Facts, terms: Terms, banks: Banks) -> None:
    """Bring up what came in below and the member's own volume; flush who is inactive."""
    if terms.expires_after != NO_LIMIT:
        expire(banks, row, terms.place - terms.expires_after)
    new_left, new_right, own = facts.new_left[row], facts.new_right[row], facts.own[row]
    if not (terms.accrues == ALWAYS or facts.accrues[row]):
        new_left, new_right, own = min(new_left, 0), min(new_right, 0), min(own, 0)
    if own != 0 and terms.own_side != NOBODY:
        left = total(banks, row, 0) + new_left - banks.owed[2 * row]
        right = total(banks, row, 1) + new_right - banks.owed[2 * row + 1]
        if _side(terms.own_side, max(left, 0), max(right, 0), terms) == 0:
            new_left += own
        else:
            new_right += own
    accrue(banks, row, (new_left, new_right), terms)
    if not facts.is_active[row]:
        sides = total(banks, row, 0), total(banks, row, 1)
        weaker = _side(_WEAK, sides[0], sides[1], terms)
        for side in range(2):
            if terms.flushes_weak if side == weaker else terms.flushes_strong:
                take(banks, row, side, sides[side])


_WEAK = 2


@compiled
def _side(wanted: int, left: int, right: int, terms: Terms) -> int:
    """Return 0 for left and 1 for right: the side itself, or the weaker (2) or stronger (3)."""
    if wanted < _WEAK:
        return wanted
    strong = 0 if left > right or (left == right and terms.left_is_strong_at_tie) else 1
    return 1 - strong if wanted == _WEAK else strong


@compiled
def _use_up(
    row: int, sides: tuple[int, int], terms: Terms, matches: _Matches, banks: Banks
) -> None:
    """Take what is paid of both sides, and what they lose to a limit."""
    units, paid_units = matches.units[row], matches.paid_units[row]
    left, right = used(sides[0], sides[1], paid_units, terms)
    if paid_units < units or matches.caps[row] != NO_LIMIT:
        if terms.after_cap == _FULL_FLUSH:
            left, right = sides
        elif terms.after_cap == _DEDUCT:
            left, right = used(sides[0], sides[1], units, terms)
    take(banks, row, 0, left)
    take(banks, row, 1, right)
