"""Write what was otherwise on earlier days of a run's period; see `models.run_days`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commissions.arrays.columns import minor
from commissions.arrays.day_ranks import RanksUntil
from commissions.arrays.picture import ArrayPicture
from commissions.engine.facts import Moved
from commissions.engine.plan import Plan
from commissions.engine.tree import NOBODY
from commissions.services.run_tables import MOVES, RANKS, attach_tables, create_tables, own_table
from core.copied_columns import texts, whole, write_columns

# PostgreSQL counts days from the year 2000.
_DAYS_FROM = np.datetime64("2000-01-01").astype(object).toordinal()


def copy_days(
    run_id: int, plan: Plan, picture: ArrayPicture, day_ranks: Iterable[RanksUntil]
) -> None:
    """Write the moves of a picture, and by which ranks members were paid until which day.

    A plan that does not go by days has no table for them.
    """
    if plan.tree_goes_by_day:
        create_tables(run_id, [MOVES])
        _copy_moves(run_id, picture.moves)
        attach_tables(run_id, [MOVES])
    if plan.rank_goes_by_day:
        create_tables(run_id, [RANKS])
        _copy_ranks(run_id, picture, day_ranks)
        attach_tables(run_id, [RANKS])


def _copy_moves(run_id: int, moves: tuple[Moved, ...]) -> None:
    cells = (
        whole(np.full(len(moves), run_id), 8),
        whole(minor([each.member_id for each in moves]), 8),
        whole(minor([each.day.toordinal() for each in moves]) - _DAYS_FROM, 4),
        whole(
            minor([NOBODY if each.from_id is None else each.from_id for each in moves]),
            8,
            absent=NOBODY,
        ),
    )
    write_columns(own_table(MOVES, run_id), "run_id, member_id, day, from_id", [cells], is_new=True)


def _copy_ranks(run_id: int, picture: ArrayPicture, ranks: Iterable[RanksUntil]) -> None:
    blocks = (
        (
            whole(np.full(len(each.rows), run_id), 8),
            whole(picture.member_ids[each.rows], 8),
            whole(np.full(len(each.rows), each.until - _DAYS_FROM), 4),
            texts(each.ranks.names, each.ranks.rows),
        )
        for each in ranks
    )
    write_columns(own_table(RANKS, run_id), "run_id, member_id, until, rank", blocks, is_new=True)
