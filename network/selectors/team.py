"""A partner's line as its office shows it; everything below passes the matrix of 6a here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core import policy
from core.policy import Actor
from network.office_facts import MemberContact, SeenMember, TeamHits, TreeNode
from network.rules.visibility import Relation
from network.selectors.branches import MOST_COUNTED, Opening, branches
from network.selectors.contacts import contact_of
from network.selectors.downline_search import search_downline
from network.selectors.members import member_not_found
from network.selectors.relations import relation_at_level, relation_to
from network.selectors.seen_members import seen_members
from network.selectors.tree import upline


@dataclass(frozen=True, slots=True)
class _Standpoint:
    """From where a branch is looked at: how deep below the viewer, or by staff."""

    level: int
    is_staff: bool

    def relation(self, levels_below: int) -> Relation:
        """Return what the viewer is to somebody so many levels below this point."""
        if self.is_staff:
            return Relation.STAFF
        return relation_at_level(self.level + levels_below)


def team_tree(actor: Actor, root_id: int, day: date, opening: Opening) -> tuple[TreeNode, ...]:
    """Return the branch below a member of one's own line, to be drawn.

    Raises: MemberNotFound — nobody has the number, or stands elsewhere.
    """
    standpoint = _standpoint(actor, root_id, day)
    drawn = branches(root_id, day, opening)
    relations = {branch.member_id: standpoint.relation(branch.level) for branch in drawn}
    members = seen_members(relations, day)
    if root_id not in members:
        raise member_not_found(root_id)
    return tuple(
        TreeNode(
            member=members[branch.member_id],
            sponsor_id=branch.sponsor_id,
            level=branch.level,
            partners=min(branch.partners, MOST_COUNTED),
            has_more_partners=branch.partners > MOST_COUNTED,
        )
        for branch in drawn
    )


def team_path(actor: Actor, member_id: int, day: date) -> tuple[SeenMember, ...]:
    """Return the way from oneself down to a member of one's line, both included.

    Staff get the way from the top.
    Raises: MemberNotFound.
    """
    standpoint = _standpoint(actor, member_id, day)
    above = upline(member_id, day)
    above = above if standpoint.is_staff else above[: standpoint.level]
    way = (*reversed(above), member_id)
    relations = {
        number: Relation.STAFF if standpoint.is_staff else relation_at_level(level)
        for level, number in enumerate(way)
    }
    members = seen_members(relations, day)
    return tuple(members[number] for number in way if number in members)


def team_search(actor: Actor, member_id: int, query: str, day: date) -> TeamHits:
    """Find members of one's own line by number, code or name.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_downline", member_id=member_id)
    hits = search_downline(member_id, query, day)
    members = line_members(actor, member_id, dict(hits.members), day)
    return TeamHits(tuple((members[number], level) for number, level in hits.members), hits.is_cut)


def line_members(
    actor: Actor, member_id: int, levels: Mapping[int, int], day: date
) -> dict[int, SeenMember]:
    """Return members of a line by number, each as seen from its level below the line's head.

    `levels` comes from a list of that line: nobody else is looked up by it.
    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_downline", member_id=member_id)
    is_staff = actor.member_id != member_id
    relations = {
        number: Relation.STAFF if is_staff else relation_at_level(level)
        for number, level in levels.items()
    }
    return seen_members(relations, day)


def team_member(actor: Actor, member_id: int, day: date) -> tuple[SeenMember, MemberContact | None]:
    """Return one member as this actor may see it, with the contact where it is shared.

    Raises: MemberNotFound — also for somebody who is in no relation to the actor.
    """
    relation = relation_to(actor, member_id, day)
    found = seen_members({member_id: relation}, day) if relation is not Relation.NONE else {}
    if member_id not in found:
        raise member_not_found(member_id)
    return found[member_id], contact_of(member_id, found[member_id].seen)


def my_sponsors(actor: Actor, day: date) -> tuple[tuple[SeenMember, MemberContact | None], ...]:
    """Return who stands above a partner, nearest first, with the contact they offer downwards."""
    if actor.member_id is None or actor.has_left:
        return ()
    above = upline(actor.member_id, day)
    members = seen_members(dict.fromkeys(above, Relation.DOWNLINE), day)
    nearest = above[:1]
    return tuple(
        (members[n], contact_of(n, members[n].seen) if n in nearest else None) for n in above
    )


def _standpoint(actor: Actor, member_id: int, day: date) -> _Standpoint:
    """Return from where the actor looks at a member of its line.

    Raises: MemberNotFound.
    """
    if actor.member_id == member_id and not actor.has_left:
        return _Standpoint(0, is_staff=False)
    if policy.allowed(actor, "network.see_downline", member_id=member_id):
        return _Standpoint(0, is_staff=True)
    above = upline(member_id, day)
    if actor.has_left or actor.member_id is None or actor.member_id not in above:
        raise member_not_found(member_id)
    return _Standpoint(above.index(actor.member_id) + 1, is_staff=False)
