"""Volumes, activity and rank of every member in a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.errors import InvariantBroken

from .activity import activities
from .facts import Carry, Picture, Ranked, Standing
from .ladder import climb
from .people import People
from .people import group_volumes as group_volumes
from .plan import Plan
from .rule import PLACEMENT_TREE, QUEUE, SPONSOR_TREE, Rule
from .tree import NOBODY, Tree, plant, queue, recruits


@dataclass(frozen=True, slots=True)
class Standings:
    """Parallel columns, one row per member of the picture. Volumes in hundredths of a point.

    `ranks` are those by which the period is paid; `ranked` holds all ranks of each member.
    `carried` is what the plan itself hands on: activity, ranks, volumes added up.
    """

    picture: Picture
    tree: Tree
    pv_minor: list[int]
    gv_minor: list[int]
    is_active: list[bool]
    ranks: list[str]
    ranked: list[Ranked]
    people: People
    inactive_periods: list[int]
    carried: tuple[Carry, ...]
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
        above = self._up(tree, tree.row_of[member_id])
        return self._with_recruits(above) if rule.needs_recruits else above

    def _with_recruits(self, standings: Iterable[Standing]) -> Iterator[Standing]:
        places, counts = recruits(self.picture.member_ids, self.tree.sponsor_rows)
        for each in standings:
            row = self.tree.row_of[each.member_id]
            yield each._replace(recruit_no=places[row], recruits=counts[row])

    def uplines_from(self, row: int) -> Iterator[Standing]:
        """Yield a member and everybody above it in the sponsor tree, nearest first."""
        return self._up(self.tree, row)

    def _up(self, tree: Tree, row: int) -> Iterator[Standing]:
        while row != NOBODY:
            yield self.at(row)
            row = tree.sponsor_rows[row]


def _other_tree(name: str, picture: Picture) -> Tree:
    if not picture.member_ids:
        return plant((), ())
    if name == QUEUE and picture.joined_on:
        return queue(picture.member_ids, picture.joined_on)
    if name == PLACEMENT_TREE and picture.placement is not None:
        return plant(picture.member_ids, picture.placement.parent_ids)
    raise InvariantBroken(f"the picture has no {name} tree")


def stand(plan: Plan, picture: Picture) -> Standings:
    """Work out what every member was in the period.

    Keeps:  the groups of the roots add up to the volume of all orders; where trees go by days, of
            those who were at the top on the days of the orders.
    Raises: InvariantBroken — a volume belongs to nobody in the picture, or the tree has a cycle.
    """
    tree = plant(picture.member_ids, picture.sponsor_ids)
    people = People(plan, picture, tree)
    found = activities(plan, people)
    people.is_active = found.is_active
    ladder = climb(plan, people)
    return Standings(
        picture=picture,
        tree=tree,
        pv_minor=people.personal(),
        gv_minor=people.group(),
        is_active=found.is_active,
        ranks=[each.paid for each in ladder.ranked],
        ranked=ladder.ranked,
        people=people,
        inactive_periods=found.inactive_periods,
        carried=(*found.carried, *ladder.carried),
    )
