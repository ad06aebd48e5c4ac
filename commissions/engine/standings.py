"""Volumes, activity and rank of every member in a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from core.errors import InvariantBroken

from .facts import MAY_EARN, OWN, Held, Picture, Ranked, Standing
from .plan import Plan
from .ranks import NOTHING, awarded, ranked, unranked
from .rule import PLACEMENT_TREE, QUEUE, SPONSOR_TREE, Rule
from .tree import NOBODY, Tree, plant, queue


@dataclass(frozen=True, slots=True)
class Standings:
    """Parallel columns, one row per member of the picture. Volumes in hundredths of a point.

    `ranks` are those by which the period is paid; `ranked` holds all ranks of each member.
    """

    picture: Picture
    tree: Tree
    pv_minor: list[int]
    gv_minor: list[int]
    is_active: list[bool]
    ranks: list[str]
    ranked: list[Ranked]
    planted: dict[str, Tree] = field(default_factory=dict)

    def facts_at(self, row: int) -> tuple[str, bool, str]:
        """Return status, activity and rank of a row."""
        return self.picture.statuses[row], self.is_active[row], self.ranks[row]

    def at(self, row: int) -> Standing:
        """Return one member's standing."""
        joined_on = self.picture.joined_on[row] if self.picture.joined_on else None
        return Standing(
            self.picture.member_ids[row],
            *self.facts_at(row),
            self.pv_minor[row],
            self.gv_minor[row],
            joined_on,
        )

    def tree_of(self, rule: Rule) -> Tree:
        """Return the tree that a rule climbs, planted when it is first asked for."""
        if rule.tree == SPONSOR_TREE:
            return self.tree
        if rule.tree not in self.planted:
            self.planted[rule.tree] = _other_tree(rule.tree, self.picture)
        return self.planted[rule.tree]

    def uplines_of(self, rule: Rule, member_id: int) -> Iterator[Standing]:
        """Yield a member and everybody above it in the tree of a rule, nearest first."""
        tree = self.tree_of(rule)
        return self._up(tree, tree.row_of[member_id])

    def uplines_from(self, row: int) -> Iterator[Standing]:
        """Yield a member and everybody above it in the sponsor tree, nearest first."""
        return self._up(self.tree, row)

    def _up(self, tree: Tree, row: int) -> Iterator[Standing]:
        while row != NOBODY:
            yield self.at(row)
            row = tree.sponsor_rows[row]


def _other_tree(name: str, picture: Picture) -> Tree:
    if name == QUEUE and picture.joined_on:
        return queue(picture.member_ids, picture.joined_on)
    if name == PLACEMENT_TREE and picture.placement is not None:
        return plant(picture.member_ids, picture.placement.parent_ids)
    raise InvariantBroken(f"the picture has no {name} tree")


def stand(plan: Plan, picture: Picture) -> Standings:
    """Work out what every member was in the period.

    Keeps:  the group volumes of the roots add up to the volume of all orders.
    Raises: InvariantBroken — a volume belongs to nobody in the picture, or the tree has a cycle.
    """
    tree = plant(picture.member_ids, picture.sponsor_ids)
    personal = personal_volumes(plan, picture, tree)
    group = group_volumes(tree, personal)
    # Without a minimum everybody is active, even whom returns have brought below zero.
    least = plan.active_pv_minor
    may_earn = [status == MAY_EARN for status in picture.statuses]
    all_ranked = list(_all_ranked(plan, picture, zip(may_earn, personal, group, strict=True)))
    return Standings(
        picture=picture,
        tree=tree,
        pv_minor=personal,
        gv_minor=group,
        is_active=[
            may and (pv >= least or not least) for may, pv in zip(may_earn, personal, strict=True)
        ],
        ranks=[each.paid for each in all_ranked],
        ranked=all_ranked,
    )


def _all_ranked(
    plan: Plan, picture: Picture, columns: Iterable[tuple[bool, int, int]]
) -> Iterator[Ranked]:
    """Yield everybody's ranks; members with the same past and present share one object."""
    known: dict[tuple[bool, str, Held], Ranked] = {}
    awards = {award.member_id: award for award in picture.awards}
    held = picture.held or repeat(NOTHING)
    for member_id, (may, pv, gv), before in zip(picture.member_ids, columns, held, strict=False):
        key = (may, plan.rank_for(pv, gv) if may else "", before)
        if key not in known:
            known[key] = ranked(plan, key[1], before) if may else unranked(before)
        award = awards.get(member_id)
        yield awarded(plan, known[key], award) if may and award else known[key]


def personal_volumes(plan: Plan, picture: Picture, tree: Tree) -> list[int]:
    """Sum what each member bought, and what its customers bought if the plan counts it.

    What comes back of a closed period may lower it, even below zero.
    """
    customers_count = plan.customer_volume == "to_partner"
    total = [0] * len(picture.member_ids)
    for volume in picture.volumes:
        row = tree.row_of.get(volume.member_id)
        if row is None:
            raise InvariantBroken(f"order {volume.order_ref} is credited to nobody in the picture")
        if customers_count or volume.kind == OWN:
            total[row] += volume.pv_minor
    for reversal in picture.reversals:
        if reversal.lowers_points and (customers_count or reversal.kind == OWN):
            total[tree.row_of[reversal.member_id]] += reversal.pv_minor
    return total


def group_volumes(tree: Tree, personal: list[int]) -> list[int]:
    """Sum each member's own volume and all volume below."""
    total = personal.copy()
    for row in reversed(tree.sponsors_first):
        sponsor = tree.sponsor_rows[row]
        if sponsor != NOBODY:
            total[sponsor] += total[row]
    return total
