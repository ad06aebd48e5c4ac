"""What live figures keep where ranks ask for more than volumes: ranks, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commissions.engine.facts import Ranked
from commissions.engine.next_rank import Gap, gaps, rank_after, requirements
from commissions.engine.plan import Plan, Rank
from commissions.engine.standings import Standings


@dataclass(frozen=True, slots=True)
class KeptGaps:
    """A member's ranks, and for the rank held and the next one what each requirement has."""

    ranked: Ranked
    steps: Mapping[str, list[list[Any]]]

    def of(self, rank: Rank) -> tuple[Gap, ...] | None:
        """Return what a rank requires and what there is, None where that was not kept."""
        rows, asked = self.steps.get(rank.id), requirements(rank)
        if rows is None or len(rows) != len(asked):
            return None
        return tuple(
            Gap(each.key, each.required, actual, unit, missing, missing_unit, each)
            for each, (actual, unit, missing, missing_unit) in zip(asked, rows, strict=True)
        )


def gaps_to_keep(plan: Plan, standings: Standings, row: int) -> str:
    """Return what is kept of a row, as JSON."""
    ranked = standings.ranked[row]
    held = next((rank for rank in plan.ranks if rank.id == ranked.held), None)
    wanted = [rank for rank in (held, rank_after(plan, ranked.held)) if rank is not None]
    steps = {
        rank.id: [
            [gap.actual, gap.unit, gap.missing, gap.missing_unit]
            for gap in gaps(rank, standings.people, row)
        ]
        for rank in wanted
    }
    return json.dumps([list(ranked), steps])


def read_gaps(kept: Any) -> KeptGaps | None:
    """Read it back."""
    return KeptGaps(Ranked._make(kept[0]), kept[1]) if kept else None
