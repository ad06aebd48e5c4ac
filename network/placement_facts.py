"""The frozen types of the placement tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from network.office_facts import SeenMember


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


@dataclass(frozen=True, slots=True)
class PlacementMove:
    """A wish to correct a place, with its decision once there is one."""

    request_id: int
    member_id: int
    old_parent_id: int
    old_slot: int
    new_parent_id: int
    new_slot: int
    valid_from: date
    reason: str
    requested_by: str
    requested_at: datetime
    is_approved: bool | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlacementSpan:
    """Where a member stood over some days, as known now; nobody above has parent None."""

    parent_id: int | None
    slot: int
    valid_from: date
    valid_until: date | None
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class PlacementNode:
    """A member in a drawn placement tree: in which slot of whom, and how many stand below.

    Who is nobody of the viewer's own line, but was placed here by somebody above, is a number.
    """

    member: SeenMember
    parent_id: int | None
    slot: int
    level: int
    below: int


@dataclass(frozen=True, slots=True)
class PlacementBranch:
    """A part of the placement tree to draw: a few levels, and the way down to its top.

    `nodes` go `levels` deep below their top. `path` is cut in the middle where the way is long:
    `is_path_cut` tells it.
    """

    nodes: tuple[PlacementNode, ...]
    path: tuple[SeenMember, ...]
    is_path_cut: bool
    width: int
    levels: int


@dataclass(frozen=True, slots=True)
class HeldPartner:
    """Somebody who waits for a place, since when, and until when its sponsor may choose one."""

    member_id: int
    sponsor_id: int
    held_from: date
    due_on: date


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """A free place that a rule of the tree finds for somebody."""

    rule: str
    parent_id: int
    slot: int


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """Where a waiting partner may be placed: below `top_id`, with some free places to choose."""

    held: HeldPartner
    top_id: int
    width: int
    depth: int | None
    offers: tuple[PlaceOffer, ...]
