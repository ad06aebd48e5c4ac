"""Work out what everybody was in a period, over columns: the same as `engine.standings.stand`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from commissions.engine.activity import INACTIVE, STILL_ACTIVE, SUSPENDED
from commissions.engine.ladder import measures_added_up
from commissions.engine.past import EARNED_IN, LOST, TITLE_UNPAID, needs_past, recent_before
from commissions.engine.people import CUMULATIVE
from commissions.engine.plan import PAID, Plan
from core.errors import InvariantBroken
from core.periods import Period

from .columns import Codes, Flags, Minor, Rows, minor, rows
from .ladder import Before, Steps, climb
from .people import ArrayPeople
from .picture import ArrayCarried, ArrayHeld, ArrayPicture
from .requirements import holds
from .standing import ArrayRanked, ArrayStanding
from .tree import ArrayTree

NONE = -1


class ArrayStandings(NamedTuple):
    """What everybody was, what was counted on the way, and what the plan itself hands on."""

    standing: ArrayStanding
    people: ArrayPeople
    inactive_periods: Minor
    carried: ArrayCarried


class _Lot(NamedTuple):
    """Numbers of one name and period that are handed on."""

    members: Minor
    name: str
    since: str
    amounts: Minor


def array_standings(plan: Plan, picture: ArrayPicture, tree: ArrayTree) -> ArrayStandings:
    """Work out volumes, activity and ranks of everybody.

    Raises: InvariantBroken — the picture lacks its period.
    """
    people = ArrayPeople(plan, picture, tree)
    missed, lots = _activity(plan, people)
    before = _before(plan, picture)
    steps = climb(plan, people, before)
    people.seen = steps.paid if plan.rank_rules.downline_rank == PAID else steps.earned
    lots += _remembered(plan, picture, before, steps)
    lots += [
        _lot(picture, CUMULATIVE[measure], "", people.cumulative(measure))
        for measure in measures_added_up(plan)
    ]
    standing = ArrayStanding(
        pv_minor=people.personal(),
        gv_minor=people.group(),
        is_active=people.is_active,
        ranked=_ranked(plan, picture, before, steps),
    )
    return ArrayStandings(standing, people, missed, _carried(lots))


def _activity(plan: Plan, people: ArrayPeople) -> tuple[Minor, list[_Lot]]:
    """Set who is active; return the inactive periods in a row, and what is handed on."""
    terms, picture = plan.activity, people.picture
    may, left = picture.may_earn, people.carried(STILL_ACTIVE)
    enough = may & _is_enough(plan, people)
    people.is_active = enough | (may & (left > 0))
    counts = picture.statuses.is_in(["active", SUSPENDED]) & ~people.is_active
    missed = np.where(counts & terms.counts_inactive, people.carried(INACTIVE) + 1, 0)
    left = np.where(enough, terms.grace_periods, np.maximum(left - 1, 0))
    left = np.where(picture.statuses.is_in(["active", SUSPENDED]), left, 0)
    return missed, [_lot(picture, STILL_ACTIVE, "", left), _lot(picture, INACTIVE, "", missed)]


def _is_enough(plan: Plan, people: ArrayPeople) -> Flags:
    least, terms, size = plan.active_pv_minor, plan.activity, len(people.picture)
    found = people.personal() >= least if least else np.ones(size, np.bool_)
    flags = [holds(each, people) for each in terms.requirements]
    if not flags:
        return found if not terms.is_any_enough else np.zeros(size, np.bool_)
    joined = np.logical_or if terms.is_any_enough else np.logical_and
    return np.asarray(found & joined.reduce(flags))


def _before(plan: Plan, picture: ArrayPicture) -> Before:
    size, held = len(picture), picture.held
    none, award = np.full(size, NONE, np.int32), np.full(size, NONE, np.int32)
    is_exact = np.zeros(size, np.bool_)
    for each in picture.awards:
        row = picture.rows_of(minor([each.member_id]))[0]
        award[row], is_exact[row] = plan.step(each.rank), each.is_exact
    earned, regains, unpaid = _past(plan, picture)
    return Before(
        may_earn=picture.may_earn,
        held=_steps(plan, held.ranks) if held else none,
        missed=held.missed if held else np.zeros(size, np.int32),
        title=_steps(plan, held.titles) if held else none.copy(),
        earned=earned,
        regains=regains,
        title_unpaid=unpaid,
        award=award,
        award_is_exact=is_exact,
    )


def _steps(plan: Plan, ranks: Codes) -> Rows:
    return rows([plan.step(name) for name in ranks.names])[ranks.rows]


def _past(plan: Plan, picture: ArrayPicture) -> tuple[Rows, Rows, Rows]:
    """Return the steps earned in earlier periods, those regained at once, and idle titles."""
    size = len(picture)
    unpaid, regains = np.zeros(size, np.int32), np.full(size, NONE, np.int32)
    if not needs_past(plan.rank_rules):
        return np.full((0, size), NONE, np.int32), regains, unpaid
    recent = list(recent_before(plan, _period(picture)))
    earned = np.full((len(recent), size), NONE, np.int32)
    for lot in _own_lots(picture):
        at = picture.rows_of(lot.members)
        if lot.name.startswith(EARNED_IN) and lot.since in recent:
            earned[recent.index(lot.since), at] = plan.step(lot.name.removeprefix(EARNED_IN))
        elif lot.name.startswith(LOST):
            step = plan.step(lot.name.removeprefix(LOST))
            regains[at] = np.maximum(regains[at], np.where(lot.amounts != 0, step, NONE))
        elif lot.name == TITLE_UNPAID:
            unpaid[at] = lot.amounts
    return earned, regains, unpaid


def _own_lots(picture: ArrayPicture) -> Iterable[_Lot]:
    """Yield the plan's own numbers, those of one name and period together."""
    carried = picture.carried
    own = carried.rules.is_in([""])
    if not own.any():
        return
    kinds = np.unique(np.stack([carried.names.rows[own], carried.since.rows[own]]), axis=1)
    for name, since in kinds.T.tolist():
        here = own & (carried.names.rows == name) & (carried.since.rows == since)
        names, periods = carried.names.names, carried.since.names
        yield _Lot(carried.member_ids[here], names[name], periods[since], carried.amounts[here])


def _period(picture: ArrayPicture) -> Period:
    if picture.period is None:
        raise InvariantBroken("the picture does not say which period it is of")
    return picture.period


def _remembered(plan: Plan, picture: ArrayPicture, before: Before, steps: Steps) -> list[_Lot]:
    """Return what ranks hand on; see `engine.ranks.remembered`."""
    rules = plan.rank_rules
    if not needs_past(rules):
        return []
    period, may, lots = _period(picture), before.may_earn, list[_Lot]()
    if rules.hold_of > 1:
        known = dict(zip(recent_before(plan, period), before.earned, strict=True))
        known[period.key] = steps.earned
        recent = [key for key in recent_before(plan, period.next()) if key in known]
        for step in range(1, len(plan.ranks)):
            name = f"{EARNED_IN}{plan.ranks[step].id}"
            lots += [_lot(picture, name, key, (known[key] == step) & may) for key in recent]
    lots += _still_lost(plan, picture, may, steps)
    fell = may & (steps.held < before.held) & (rules.requalify_periods > 0)
    for step in range(1, len(plan.ranks)):
        here = (fell & (before.held == step)) * rules.requalify_periods
        lots.append(_lot(picture, f"{LOST}{plan.ranks[step].id}", period.key, here))
    if rules.title_lasts is not None:
        is_idle = may & (steps.paid < steps.title)
        idle = np.where(may, np.where(is_idle, before.title_unpaid + 1, 0), before.title_unpaid)
        lots.append(_lot(picture, TITLE_UNPAID, "", idle))
    return lots


def _still_lost(
    plan: Plan, picture: ArrayPicture, may: Flags, steps: Steps
) -> Iterable[_Lot]:  # fmt: skip
    for lot in _own_lots(picture):
        step = plan.step(lot.name.removeprefix(LOST)) if lot.name.startswith(LOST) else NONE
        if step > 0:
            at = picture.rows_of(lot.members)
            left = np.where(may[at] & (steps.held[at] < step), lot.amounts - 1, 0)
            stays = left > 0
            yield lot._replace(members=lot.members[stays], amounts=left[stays])


def _ranked(plan: Plan, picture: ArrayPicture, before: Before, steps: Steps) -> ArrayRanked:
    ids = [rank.id for rank in plan.ranks]
    return ArrayRanked(
        earned=_codes(steps.earned, ids),
        held=_codes(steps.held, ids),
        paid=_codes(steps.paid, ids),
        title=_titles(picture.held, before, steps, ids),
        missed=steps.missed,
    )


def _titles(held: ArrayHeld | None, before: Before, steps: Steps, ids: Sequence[str]) -> Codes:
    """Return the titles; whoever may not earn keeps one that the plan no longer knows."""
    if held is None:
        return _codes(steps.title, ids)
    is_kept = ~before.may_earn
    kept = held.titles.rows + len(ids)
    return _codes(np.where(is_kept, kept, steps.title), [*ids, *held.titles.names])


def _codes(places: Rows, texts: Sequence[str]) -> Codes:
    """Encode a column of places in a list of texts, -1 for none."""
    used = np.bincount(places + 1, minlength=len(texts) + 1) > 0
    known = ["", *texts]
    names = tuple(sorted({text for text, is_used in zip(known, used, strict=True) if is_used}))
    codes = [names.index(text) if text in names else NONE for text in known]
    return Codes(names, rows(codes)[places + 1])


def _lot(picture: ArrayPicture, name: str, since: str, amounts: Minor | Flags) -> _Lot:
    """Return the numbers of those who have one; nothing is no number."""
    amounts = amounts.astype(np.int64)
    there = np.flatnonzero(amounts)
    return _Lot(picture.member_ids[there], name, since, amounts[there])


def _carried(lots: Sequence[_Lot]) -> ArrayCarried:
    """Join lots, sorted by member, name and period."""
    lots = sorted((lot for lot in lots if len(lot.members)), key=lambda lot: (lot.name, lot.since))
    counts = [len(lot.members) for lot in lots]
    members = np.concatenate([lot.members for lot in lots]) if lots else minor([])
    amounts = np.concatenate([lot.amounts for lot in lots]) if lots else minor([])
    order = np.argsort(members, kind="stable")
    return ArrayCarried(
        rules=_repeated(["" for _lot in lots], counts, order),
        member_ids=members[order],
        names=_repeated([lot.name for lot in lots], counts, order),
        since=_repeated([lot.since for lot in lots], counts, order),
        amounts=amounts[order],
    )


def _repeated(texts: Sequence[str], counts: Sequence[int], order: Minor) -> Codes:
    column = Codes.of(texts)
    return Codes(column.names, np.repeat(column.rows, counts)[order])
