"""What the person who looks is to a member: the only place that works it out."""

from __future__ import annotations

from datetime import date

from core import policy
from core.policy import Actor
from network.rules.visibility import Relation
from network.selectors.tree import upline


def relation_to(actor: Actor, member_id: int, day: date) -> Relation:
    """Return the relation of an actor to a member on a day."""
    if actor.member_id is not None and actor.member_id == member_id:
        return Relation.SELF
    if policy.allowed(actor, "network.see_whole_member"):
        return Relation.STAFF
    if actor.member_id is None or actor.has_left:
        return Relation.NONE
    above = upline(member_id, day)
    if actor.member_id in above:
        return relation_at_level(above.index(actor.member_id) + 1)
    return Relation.DOWNLINE if member_id in upline(actor.member_id, day) else Relation.NONE


def relation_at_level(level: int) -> Relation:
    """Return what somebody is to a member standing so many levels below."""
    if level == 0:
        return Relation.SELF
    return Relation.SPONSOR if level == 1 else Relation.UPLINE
