"""Stages: the rate that a member has by a volume of the period or by rank, and who may take one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from commissions.engine.facts import MAY_EARN, Standing
from commissions.engine.plan import BARRED, INACTIVE

BY_RANK = "rank"
GROUP_VOLUME = "group_volume"
PERSONAL_VOLUME = "personal_volume"
OWN_GROUP_VOLUME = "own_group_volume"


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a rule, lowest first: each by a volume from which it holds, or by rank.

    By volume, `starts` are those volumes; by rank, `step_of` is the place of each rank.
    """

    by: str
    rates_bp: tuple[int, ...]
    starts: tuple[int, ...] = ()
    step_of: Mapping[str, int] | None = None

    @property
    def top_bp(self) -> int:
        """Return the highest rate."""
        return max(self.rates_bp)

    def rate_of(self, standing: Standing) -> int:
        """Return the rate of a member's stage in basis points, 0 without a stage."""
        if self.step_of is not None:
            step = self.step_of.get(standing.rank)
            return 0 if step is None else self.rates_bp[step]
        is_group = self.by == GROUP_VOLUME
        return self.rate_at(standing.gv_minor if is_group else standing.pv_minor)

    def rate_at(self, volume_minor: int) -> int:
        """Return the rate from a volume on; returns may bring it below zero, to the lowest."""
        return self.rates_bp[bisect_right(self.starts, max(volume_minor, 0)) - 1]


@dataclass(frozen=True, slots=True)
class Takers:
    """Who may take what a rule pays, and who of the others is passed over as if not there."""

    need_activity: bool
    pass_over: frozenset[str]

    def obstacle(self, standing: Standing) -> str:
        """Name what keeps a member from taking anything, "" if nothing does."""
        if standing.status != MAY_EARN:
            return BARRED
        return INACTIVE if self.need_activity and not standing.is_active else ""
