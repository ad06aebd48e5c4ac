"""Stages and takers over whole columns, for the kernels of rules that have them."""

from __future__ import annotations

import numpy as np

from commissions.arrays.columns import Codes, Rows, rows
from commissions.arrays.ground import ArrayGround
from commissions.engine.plan import BARRED, INACTIVE

from .stages import GROUP_VOLUME, Stages, Takers

# What a member does with what it would get: takes it, is as if not there, or uses it up.
TAKES = 0
PASSED = 1
USES_UP = 2


def stage_rates(stages: Stages, ground: ArrayGround) -> Rows:
    """Return the rate of each member's stage."""
    if stages.step_of is not None:
        rates = {rank: stages.rates_bp[step] for rank, step in stages.step_of.items()}
        return by_rank(ground.standing.ranked.paid, rates)
    is_group = stages.by == GROUP_VOLUME
    volumes = ground.standing.gv_minor if is_group else ground.standing.pv_minor
    reached = np.searchsorted(stages.starts, np.maximum(volumes, 0), side="right") - 1
    return rows(stages.rates_bp)[reached]


def by_rank(ranks: Codes, numbers: dict[str, int], otherwise: int = 0) -> Rows:
    """Return the number of each member's rank."""
    return rows([numbers.get(name, otherwise) for name in ranks.names])[ranks.rows]


def conduct(takers: Takers, ground: ArrayGround) -> Rows:
    """Return for each member whether it takes, is passed over, or uses up."""
    found = np.full(len(ground.picture), TAKES, np.int32)
    if takers.need_activity:
        found[~ground.standing.is_active] = _hurdle(takers, INACTIVE)
    found[~ground.picture.may_earn] = _hurdle(takers, BARRED)
    return found


def _hurdle(takers: Takers, obstacle: str) -> int:
    return PASSED if obstacle in takers.pass_over else USES_UP
