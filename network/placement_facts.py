"""The frozen types of the placement tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlacementSettings:
    """How the placement tree is built from a day on.

    Every member has `width` places below. A new partner waits `hold_days` for its sponsor to place
    it by hand, then the rule `automatic` does; at most `depth` levels below the sponsor.
    """

    valid_from: date
    width: int
    depth: int | None
    hold_days: int
    automatic: str


@dataclass(frozen=True, slots=True)
class PlacementPicture:
    """Everybody placed on a day as parallel columns, by rising number.

    Keeps: each parent is itself in `member_ids`; following parents always ends; no two members
    share parent and slot. Slots count from 1; whoever stands at the top has no parent and slot 0.
    """

    member_ids: tuple[int, ...]
    parent_ids: tuple[int | None, ...]
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that was taken, from a day on."""

    member_id: int
    parent_id: int
    slot: int
    valid_from: date
