"""Generation commission over columns: the lines of the walk, by jumps from leader to leader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.engine.tree import NOBODY
from commissions.kinds.columns import TAKES, by_rank, conduct
from commissions.kinds.pointers import counted_down, nearest_above

from .rule import Generation

_FOREVER = 2**30


class _Terms(NamedTuple):
    """The rule in numbers, by the steps of the ladder.

    `bounds_of` is the place in `thresholds` by which a step counts its generations; steps that
    earn nothing have no rates.
    """

    thresholds: Rows
    bounds_of: Rows
    reach: Rows
    rates_bp: NDArray[np.int32]
    lowest_bound: int
    opens: bool
    empty_count: bool
    equals_allowed: int
    stops_at_higher: bool
    rounding: RoundingTerms


# What is asked of one member lies together: orders jump all over the network, and each column of
# its own would be fetched from memory anew. `alive` counts those with personal volume from the top
# of the tree down.
_MEMBER = np.dtype(
    [("step", "i4"), ("alive", "i4"), ("bounds", "?"), ("takes", "?"), ("has_volume", "?")],
    align=True,
)


class _People(NamedTuple):
    """Each member's facts, and by step the nearest one above, at least so high, who matters."""

    facts: Any
    near: NDArray[np.int32]


class _Orders(NamedTuple):
    bases: Minor
    sellers: Rows
    starts_at_seller: Flags


class _State(NamedTuple):
    """What stands below the next member: by threshold, by step, and in `highest` the best step."""

    ended: Rows
    since: Rows
    passed: Rows
    highest: Rows


def blocks(rule: Generation, ground: ArrayGround) -> Iterator[LineBlock]:
    """Yield the lines of the rule."""
    orders, people, terms = _orders(rule, ground), _people(rule, ground), _terms(rule)
    return filled(
        rule.id,
        len(orders.bases),
        lambda first, out: _fill(first, out, orders, people, terms),
    )


def _orders(rule: Generation, ground: ArrayGround) -> _Orders:
    volumes = ground.picture.volumes
    own, customers = rule.starts_at_seller("own"), rule.starts_at_seller("customer")
    starts = np.asarray(np.where(volumes.is_own, own, customers), np.bool_)
    return _Orders(bases(ground.plan, rule, volumes), volumes.member_rows, starts)


def _people(rule: Generation, ground: ArrayGround) -> _People:
    tree, standing = ground.tree, ground.standing
    facts = np.empty(len(ground.picture), _MEMBER)
    facts["step"] = by_rank(standing.ranked.paid, dict(rule.step_of), otherwise=-1)
    facts["bounds"] = standing.is_active | rule.inactive_bound
    facts["takes"] = conduct(rule.takers, ground) == TAKES
    facts["has_volume"] = standing.pv_minor > 0
    facts["alive"] = counted_down(tree.above, tree.preorder, facts["has_volume"].copy())
    matters = facts["bounds"] | facts["takes"]
    near = [
        nearest_above(tree.above, tree.preorder, matters & (facts["step"] >= step))
        for step in range(len(rule.step_of))
    ]
    return _People(facts, np.stack(near, axis=1))


def _terms(rule: Generation) -> _Terms:
    thresholds = sorted(set(rule.thresholds.values()))
    ladder = sorted(rule.step_of, key=rule.step)
    rates = np.zeros((len(ladder), rule.levels), np.int32)
    for rank, ranks_rates in rule.rates_by_rank.items():
        rates[rule.step(rank), : len(ranks_rates)] = ranks_rates
    return _Terms(
        rows(thresholds),
        rows([thresholds.index(rule.thresholds.get(rank, thresholds[0])) for rank in ladder]),
        rows([len(rule.rates_by_rank.get(rank, ())) for rank in ladder]),
        rates,
        thresholds[0],
        rule.opens,
        rule.empty_count,
        _FOREVER if rule.equals_allowed is None else rule.equals_allowed,
        rule.stops_at_higher,
        rounding_terms(rule.rounding),
    )


@compiled
def _fill(
    first: int, out: LineColumns, orders: _Orders, people: _People, terms: _Terms
) -> tuple[int, int]:
    count, state = 0, _nothing(terms)
    for volume in range(first, len(orders.bases)):
        kept, base, seller = count, orders.bases[volume], orders.sellers[volume]
        if base == 0:
            continue
        _begin(state)
        row = (
            seller
            if orders.starts_at_seller[volume]
            else _above_seller(seller, state, people, terms)
        )
        while row != NOBODY:
            generation = _generation(row, state, people, terms)
            rate_bp = terms.rates_bp[people.facts[row].step, generation - 1] if generation else 0
            amount = rounded_share(base, rate_bp, terms.rounding)
            if amount:
                if count == len(out.amounts):
                    return volume, kept
                out.members[count], out.volumes[count] = row, volume
                out.levels[count], out.rates_bp[count] = generation, rate_bp
                out.bases[count], out.amounts[count] = base, amount
                count += 1
            if row == seller:
                row = _above_seller(seller, state, people, terms)
            else:
                _pass_by(row, state, people, terms)
                row = _next(row, state, people, terms)
    return len(orders.bases), count


@compiled
def _nothing(terms: _Terms) -> _State:
    """Make room for what stands below a member."""
    size = len(terms.thresholds)
    return _State(
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
        np.zeros(len(terms.reach), np.int32),
        np.zeros(1, np.int32),
    )


@compiled
def _begin(state: _State) -> None:
    """Begin with an order, whose own generation is alive whatever its members' volume."""
    state.ended[:] = 0
    state.since[:] = _FOREVER
    state.passed[:] = 0
    state.highest[0] = -1


@compiled
def _above_seller(seller: int, state: _State, people: _People, terms: _Terms) -> int:
    if terms.opens:
        _pass_by(seller, state, people, terms)
    return _next(seller, state, people, terms)


@compiled
def _generation(row: int, state: _State, people: _People, terms: _Terms) -> int:
    """Return the generation that a member takes, 0 for none."""
    step = people.facts[row].step
    if step < 0 or not people.facts[row].takes or terms.reach[step] == 0:
        return 0
    if terms.stops_at_higher and state.highest[0] > step:
        return 0
    if state.passed[step] >= terms.equals_allowed:
        return 0
    place = terms.bounds_of[step]
    is_alive = terms.empty_count or state.since[place] > people.facts[row].alive
    generation = state.ended[place] + (1 if is_alive else 0)
    return generation if generation <= terms.reach[step] else 0


@compiled
def _pass_by(row: int, state: _State, people: _People, terms: _Terms) -> None:
    """Go on above a member, as the walk does."""
    step = people.facts[row].step
    if step < 0 or not people.facts[row].bounds:
        return
    upward = people.facts[row].alive
    if terms.opens and people.facts[row].has_volume:
        upward -= 1
    for place in range(len(terms.thresholds)):
        if step >= terms.thresholds[place]:
            if terms.empty_count or state.since[place] > upward:
                state.ended[place] += 1
            state.since[place] = upward
    state.passed[step] += 1
    state.highest[0] = max(state.highest[0], step)


@compiled
def _next(row: int, state: _State, people: _People, terms: _Terms) -> int:
    """Return the next one up who takes, ends a generation, or stands in somebody's way."""
    for step in range(len(terms.reach)):
        ended = state.ended[terms.bounds_of[step]] + (1 if terms.empty_count else 0)
        is_over = ended > terms.reach[step] or state.passed[step] >= terms.equals_allowed
        if not is_over and not (terms.stops_at_higher and state.highest[0] > step):
            found: int = people.near[row, min(step, terms.lowest_bound)]
            return found
    return NOBODY
