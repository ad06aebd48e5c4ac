"""What a period hands on, member by member: compared, where it is settled again, and begun with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from .facts import Carry, Held, Picture, Ranked


class HandedOn(NamedTuple):
    """What one member takes along into the next period: its ranks, and its numbers, sorted."""

    held: Held = Held()
    carried: tuple[Carry, ...] = ()


NOTHING = HandedOn()
# Of those alone who take along something else than was known before.
Changes = Mapping[int, HandedOn]


def held_on(ranked: Ranked) -> Held:
    """Return the ranks that somebody takes along; without any, nothing was missed either."""
    return ranked.carried if ranked.held or ranked.title else Held()


def by_member(held: Mapping[int, Held], carried: Iterable[Carry]) -> dict[int, HandedOn]:
    """Put together what each member takes along; who takes nothing is left out."""
    numbers: defaultdict[int, list[Carry]] = defaultdict(list)
    for carry in carried:
        numbers[carry.member_id].append(carry)
    found = {
        member_id: HandedOn(held.get(member_id, Held()), tuple(sorted(numbers.get(member_id, ()))))
        for member_id in held.keys() | numbers.keys()
    }
    return {member_id: each for member_id, each in found.items() if each != NOTHING}


def changes(was: Mapping[int, HandedOn], now: Mapping[int, HandedOn]) -> Changes:
    """Return what those take along now who took along something else."""
    return {
        member_id: now.get(member_id, NOTHING)
        for member_id in sorted(was.keys() | now.keys())
        if was.get(member_id, NOTHING) != now.get(member_id, NOTHING)
    }


def of_members(
    member_ids: Sequence[int], ranked: Sequence[Ranked], carried: Iterable[Carry]
) -> dict[int, HandedOn]:
    """Return what the members of a settled period take along."""
    held = {member_id: held_on(each) for member_id, each in zip(member_ids, ranked, strict=True)}
    return by_member(held, carried)


def begun_with(picture: Picture, changed: Changes) -> Picture:
    """Let a period begin with what these members take along instead of what it began with."""
    if not changed:
        return picture
    held = picture.held or (Held(),) * len(picture.member_ids)
    members = zip(picture.member_ids, held, strict=True)
    others = (carry for carry in picture.carried if carry.member_id not in changed)
    theirs = (carry for each in changed.values() for carry in each.carried)
    return replace(
        picture,
        held=tuple(changed[m].held if m in changed else before for m, before in members),
        carried=tuple(sorted((*others, *theirs))),
    )
