"""A company with a placement tree, for tests."""

from __future__ import annotations

from datetime import datetime

from core.policy import Actor
from network import public as network
from network.public import PlacementSettings
from tests.db.network.people import NOON, OWNER


def plant(
    *,
    width: int = 2,
    depth: int | None = None,
    hold_days: int = 30,
    automatic: str = "first_free",
    actor: Actor = OWNER,
    at: datetime = NOON,
) -> None:
    """Let the company have a placement tree from a day on."""
    settings = PlacementSettings(at.date(), width, depth, hold_days, automatic)
    network.set_placement_rule(actor=actor, settings=settings, at=at)


def standing(at: datetime = NOON) -> dict[int, tuple[int | None, int]]:
    """Return who stands under whom and where, as known now."""
    picture = network.placement_as_of(day=at.date(), known_at=None)
    columns = zip(picture.member_ids, picture.parent_ids, picture.slots, strict=True)
    return {member: (parent, slot) for member, parent, slot in columns}


def as_sponsor(member_id: int) -> Actor:
    """Return the member acting for itself."""
    return Actor(-member_id, frozenset(), member_id, f"account:{-member_id}")


def place(member_id: int, parent_id: int, slot: int, by: int, *, at: datetime = NOON) -> None:
    """Let a sponsor place somebody."""
    network.place_member(
        member_id=member_id, parent_id=parent_id, slot=slot, actor=as_sponsor(by), at=at
    )
