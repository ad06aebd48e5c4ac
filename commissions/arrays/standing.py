"""What every member was in a period, as columns: what is hashed and stored of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commissions.engine.standings import Standings

from .columns import Codes, Flags, Minor, Rows, minor, rows


@dataclass(frozen=True, slots=True)
class ArrayRanked:
    """All ranks of each member; see `facts.Ranked`."""

    earned: Codes
    held: Codes
    paid: Codes
    title: Codes
    missed: Rows


@dataclass(frozen=True, slots=True)
class ArrayStanding:
    """Volumes, activity and ranks, in the order of the picture's members."""

    pv_minor: Minor
    gv_minor: Minor
    is_active: Flags
    ranked: ArrayRanked


def from_standings(standings: Standings) -> ArrayStanding:
    """Turn the walk's standings into columns."""
    members = standings.picture.member_ids
    order = sorted(range(len(members)), key=members.__getitem__)
    ranked = [standings.ranked[row] for row in order]
    return ArrayStanding(
        pv_minor=minor(standings.pv_minor)[order],
        gv_minor=minor(standings.gv_minor)[order],
        is_active=np.array(standings.is_active, np.bool_)[order],
        ranked=ArrayRanked(
            Codes.of(each.earned for each in ranked),
            Codes.of(each.held for each in ranked),
            Codes.of(each.paid for each in ranked),
            Codes.of(each.title for each in ranked),
            rows([each.missed for each in ranked]),
        ),
    )
