"""Everybody's ranks in one scan from below, on steps of the ladder: what `engine.ladder` says."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from commissions.engine.people import LOWEST, PV
from commissions.engine.plan import AS_PAID, LAST_PERIOD, NEVER, ONE_STEP, PAID, Plan
from commissions.engine.requirement import (
    DIRECT,
    EACH,
    ByFormula,
    Legs,
    OpenVolume,
    OwnGroup,
    Requirement,
)

from .columns import Flags, Minor, Rows, minor, rows
from .compiled import compiled
from .people import ArrayPeople
from .programs import Programs, all_hold, programs_of
from .requirements import holds

# Requirements that look at ranks below, each with the place of its rank.
Looking = list[tuple[int, Legs | OwnGroup | OpenVolume]]
_LEGS, _OWN_GROUP, _OPEN = 0, 1, 2
_NO_VOLUME = -(2**62)


class Terms(NamedTuple):
    """What the plan says of ranks over time; `hold_before` periods besides this one are needed."""

    hold_before: int
    falls_never: bool
    falls_one_step: bool
    grace: int
    pays_last: bool
    pays_day: bool
    counts_paid: bool
    title_as_paid: bool
    title_lasts: int


class Before(NamedTuple):
    """What each member brought: steps held and carried as title, and what its past tells.

    Steps are -1 for none. `earned` has one row for each earlier period that counts for a hold,
    `regains` is the highest step that is held again at once.
    """

    may_earn: Flags
    held: Rows
    missed: Rows
    title: Rows
    earned: Rows
    regains: Rows
    title_unpaid: Rows
    award: Rows
    award_is_exact: Flags


class Asked(NamedTuple):
    """Requirements that look at ranks below, one each: of which rank, and what of it counts."""

    ranks: Rows
    kinds: Rows
    required: Minor
    steps: Rows
    is_direct: Flags
    counters: Rows
    least: Minor
    measures: Rows


class Down(NamedTuple):
    """The tree, who fulfils which rank as far as ranks below do not matter, and volumes of legs.

    `counted` are the steps of which every member of a leg counts, `stops_at` ends own groups, and
    `own_groups` is the requirement whose amounts they are.
    """

    above: Rows
    preorder: Rows
    fulfilled: Flags
    volumes: Minor
    counted: Rows
    stops_at: int
    own_groups: int
    programs: Programs


class Steps(NamedTuple):
    """Each member's steps after the period, as in `facts.Ranked`."""

    earned: Rows
    held: Rows
    paid: Rows
    title: Rows
    missed: Rows


def climb(plan: Plan, people: ArrayPeople, before: Before) -> Steps:
    """Work out everybody's steps."""
    every = [(place, each) for place, rank in enumerate(plan.ranks) for each in rank.more]
    looking: Looking = [(of, e) for of, e in every if isinstance(e, Legs | OwnGroup | OpenVolume)]
    conditions = [
        (of, e.condition) for of, e in every if isinstance(e, ByFormula) and e.looks_at_ranks
    ]
    if conditions:
        looking.append((LOWEST, OwnGroup("own_group", 0)))  # of no rank: it only adds up
    measures = sorted({getattr(each, "measure", PV) for _place, each in looking}) or [PV]
    asked, counted = _asked(looking, measures)
    volumes = np.stack([people.legs(measure) for measure in measures])
    down = Down(
        people.tree.above, people.tree.preorder, _fulfilled(plan, people, len(people.picture)),
        volumes, rows(counted), _stops_at(plan), len(looking) - 1, programs_of(conditions, people),
    )  # fmt: skip
    return _climb(down, before, _terms(plan), asked, _starts(looking, people))


def _stops_at(plan: Plan) -> int:
    stops_at = plan.rank_rules.own_group_stops_at
    return len(plan.ranks) if stops_at is None else stops_at


def _terms(plan: Plan) -> Terms:
    rules = plan.rank_rules
    return Terms(
        hold_before=rules.hold_periods - 1,
        falls_never=rules.demotion == NEVER,
        falls_one_step=rules.demotion == ONE_STEP,
        grace=rules.grace_periods,
        pays_last=plan.rank_for_pay == LAST_PERIOD,
        pays_day=plan.rank_goes_by_day,
        counts_paid=rules.downline_rank == PAID,
        title_as_paid=rules.title == AS_PAID,
        title_lasts=-1 if rules.title_lasts is None else rules.title_lasts,
    )


def _fulfilled(plan: Plan, people: ArrayPeople, size: int) -> Flags:
    """Tell for each rank who has what it asks without looking at ranks below."""
    found = np.ones((len(plan.ranks), size), np.bool_)
    pv, gv = np.maximum(people.personal(), 0), np.maximum(people.group(), 0)
    for place, rank in enumerate(plan.ranks):
        found[place] = (pv >= rank.personal_volume_minor) & (gv >= rank.group_volume_minor)
        for each in rank.more:
            if not each.looks_at_ranks and not isinstance(each, Legs):
                found[place] &= holds(each, people)
    return found


def _asked(looking: Looking, measures: list[str]) -> tuple[Asked, list[int]]:
    """Return the requirements as columns, and the steps of which every member is counted."""
    legs = [each if isinstance(each, Legs) else None for _place, each in looking]
    counted = sorted({_step(leg) for leg in legs if leg and leg.multiple == EACH})
    return Asked(
        ranks=rows([place for place, _each in looking]),
        kinds=rows([_kind(each) for _place, each in looking]),
        required=minor([each.required for _place, each in looking]),
        steps=rows([_step(each) for _place, each in looking]),
        is_direct=np.array([leg is not None and leg.where == DIRECT for leg in legs], np.bool_),
        counters=rows([
            counted.index(_step(leg)) if leg and leg.multiple == EACH else -1 for leg in legs
        ]),
        least=minor([
            leg.least_minor if leg and leg.least_minor is not None else _NO_VOLUME for leg in legs
        ]),
        measures=rows([measures.index(getattr(each, "measure", PV)) for _place, each in looking]),
    ), counted  # fmt: skip


def _kind(requirement: Requirement) -> int:
    if isinstance(requirement, Legs):
        return _LEGS
    return _OWN_GROUP if isinstance(requirement, OwnGroup) else _OPEN


def _step(requirement: Requirement) -> int:
    step = getattr(requirement, "step", None)
    return LOWEST if step is None else step


def _starts(looking: Looking, people: ArrayPeople) -> Minor:
    """Return what each requirement starts from before anything of the legs is added."""
    starts = np.zeros((len(looking), len(people.picture)), np.int64)
    for place, (_rank, each) in enumerate(looking):
        if isinstance(each, OwnGroup):
            starts[place] = people.personal()
        elif isinstance(each, OpenVolume):
            starts[place] = people.group(each.measure)
    return starts


@compiled
def _climb(down: Down, before: Before, terms: Terms, asked: Asked, amounts: Minor) -> Steps:
    size, counted = len(down.above), down.counted
    found = Steps(
        np.full(size, -1, np.int32), np.full(size, -1, np.int32), np.full(size, -1, np.int32),
        before.title.copy(), np.zeros(size, np.int32),
    )  # fmt: skip
    best = np.full(size, -1, np.int32)
    in_legs = np.zeros((len(counted), size), np.int64)
    # Where no rank looks at those below, any order will do, and this one reads memory straight on.
    looks_below, fulfilled = len(asked.kinds) > 0, down.fulfilled
    for place in range(size - 1, -1, -1):
        row = down.preorder[place] if looks_below else place
        if before.may_earn[row]:
            if looks_below:
                earned = _earned(row, best[row], down, asked, amounts)
            else:
                earned = _highest(row, fulfilled)
            _after(row, earned, before, terms, found, len(fulfilled))
        if not looks_below:
            continue
        seen = found.paid[row] if terms.counts_paid else found.earned[row]
        best[row] = max(best[row], seen)
        for step in range(len(counted)):
            in_legs[step, row] += seen >= counted[step]
        sponsor = down.above[row]
        if sponsor >= 0:
            best[sponsor] = max(best[sponsor], best[row])
            for step in range(len(counted)):
                in_legs[step, sponsor] += in_legs[step, row]
            _add(row, (seen, best[row]), asked, amounts, down, in_legs)
    return found


@compiled
def _highest(row: int, fulfilled: Flags) -> int:
    for step in range(len(fulfilled) - 1, -1, -1):
        if fulfilled[step, row]:
            return step
    return -1


@compiled
def _earned(row: int, best_below: int, down: Down, asked: Asked, amounts: Minor) -> int:
    for step in range(len(down.fulfilled) - 1, -1, -1):
        holds_all = down.fulfilled[step, row]
        for place in range(len(asked.ranks)):
            if asked.ranks[place] == step and amounts[place, row] < asked.required[place]:
                holds_all = False
        if holds_all and len(down.programs.ends):
            below = amounts[down.own_groups, row], 1 + best_below
            holds_all = all_hold(down.programs, step, row, below)
        if holds_all:
            return step
    return -1


@compiled
def _add(
    row: int, steps: tuple[int, int], asked: Asked, amounts: Minor, down: Down, in_legs: Minor
) -> None:
    """Add what a leg brings to each requirement of its sponsor; `steps` are its head's and best."""
    seen, best = steps
    sponsor = down.above[row]
    for place in range(len(asked.kinds)):
        volume = down.volumes[asked.measures[place], row]
        if asked.kinds[place] == _OWN_GROUP:
            if seen < down.stops_at:
                amounts[place, sponsor] += amounts[place, row]
        elif asked.kinds[place] == _OPEN:
            if best >= asked.steps[place]:
                amounts[place, sponsor] -= volume
        elif volume >= asked.least[place]:
            counted = in_legs[asked.counters[place], row] if asked.counters[place] >= 0 else -1
            amounts[place, sponsor] += _fitting(place, steps, counted, asked)


@compiled
def _fitting(place: int, steps: tuple[int, int], counted: int, asked: Asked) -> int:
    """Return how often a leg counts: for each member of the step, or once if it holds one."""
    if counted >= 0:
        return counted
    held = steps[0] if asked.is_direct[place] else steps[1]
    return 1 if held >= asked.steps[place] else 0


@compiled
def _after(row: int, earned: int, before: Before, terms: Terms, found: Steps, ladder: int) -> None:
    """Set a member's steps after the period: what `engine.ranks.ranked` says."""
    stood = before.held[row]
    held, missed = earned, 0
    if earned >= stood:
        held = max(stood, _confirmed(row, earned, before, terms))
    else:
        missed = before.missed[row] + 1
        if terms.falls_never or missed <= terms.grace:
            held = stood
        elif terms.falls_one_step and stood - 1 > earned:
            held = stood - 1
        else:
            missed = 0
    paid = held
    at_start = stood if stood >= 0 else min(0, ladder - 1)
    if terms.pays_last or (terms.pays_day and paid < at_start):
        paid = at_start
    if before.award[row] > paid or (before.award_is_exact[row] and before.award[row] >= 0):
        paid = before.award[row]
    is_idle = terms.title_lasts >= 0 and before.title_unpaid[row] >= terms.title_lasts
    found.earned[row], found.held[row], found.paid[row] = earned, held, paid
    found.missed[row] = missed
    if terms.title_as_paid or is_idle or paid >= before.title[row]:
        found.title[row] = paid


@compiled
def _confirmed(row: int, reached: int, before: Before, terms: Terms) -> int:
    step = reached
    while step > 0:
        times = 0
        for period in range(len(before.earned)):
            times += before.earned[period, row] >= step
        if times >= terms.hold_before:
            break
        step -= 1
    return int(max(step, min(reached, before.regains[row])))
