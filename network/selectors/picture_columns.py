"""The same pictures of a day as `picture` and `placement` give, as numpy columns for large runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from core.copied_columns import read_columns
from network.models import MemberStatus
from network.selectors import picture, placement

NOBODY = -1
STATUSES: tuple[str, ...] = tuple(MemberStatus.values)

# What the network of a day cannot do without, in the plainest statements: the floor of measuring.
PLAIN_READS = (
    "SELECT member_id, sponsor_id FROM network_sponsorship",
    "SELECT member_id, to_status FROM network_memberstatuschange",
    "SELECT id, joined_on FROM network_member",
)

_NETWORK = """
SELECT member_id, coalesce(sponsor_id, -1), joined_on,
       array_position(%(statuses)s::text[], to_status::text)::smallint
FROM ({picture}) p ORDER BY member_id
"""
_PLACEMENT = """
SELECT member_id, coalesce(parent_id, -1), slot::smallint FROM ({picture}) p ORDER BY member_id
"""


@dataclass(frozen=True, slots=True)
class NetworkColumns:
    """Every member on a day by rising number; NOBODY for no sponsor, days as ordinals.

    `statuses` are places in STATUSES.
    """

    member_ids: NDArray[np.int64]
    sponsor_ids: NDArray[np.int64]
    joined_on: NDArray[np.int32]
    statuses: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PlacementColumns:
    """Everybody placed on a day by rising number; NOBODY for who stands at the top."""

    member_ids: NDArray[np.int64]
    parent_ids: NDArray[np.int64]
    slots: NDArray[np.int32]


def network_columns(*, day: date, known_at: datetime | None) -> NetworkColumns:
    """Return what `network_as_of` returns."""
    query = _NETWORK.format(picture=picture.NOW if known_at is None else picture.AS_KNOWN)
    facts = {"day": day, "known_at": known_at, "statuses": list(STATUSES)}
    member_ids, sponsor_ids, joined_on, statuses = read_columns(
        query, facts, ("bigint", "bigint", "date", "smallint")
    )
    return NetworkColumns(
        member_ids, sponsor_ids, joined_on.astype(np.int32), statuses.astype(np.int32) - 1
    )


def placement_columns(*, day: date, known_at: datetime | None) -> PlacementColumns:
    """Return what `placement_as_of` returns."""
    query = _PLACEMENT.format(picture=placement.NOW if known_at is None else placement.AS_KNOWN)
    member_ids, parent_ids, slots = read_columns(
        query, {"day": day, "known_at": known_at}, ("bigint", "bigint", "smallint")
    )
    return PlacementColumns(member_ids, parent_ids, slots.astype(np.int32))
