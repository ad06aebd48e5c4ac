"""Persons who hold several positions: what counts once for each of them, or has one limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.rounding import split_by_weights

from .facts import Picture

POSITION = "position"
PERSON = "person"


def together(picture: Picture) -> Mapping[int, tuple[int, ...]]:
    """Return for each position of a person with several all of them, by rising number."""
    by_person: dict[int, list[int]] = defaultdict(list)
    for member_id, person in zip(picture.member_ids, picture.persons, strict=False):
        by_person[person].append(member_id)
    several = [tuple(sorted(each)) for each in by_person.values() if len(each) > 1]
    return {member_id: positions for positions in several for member_id in positions}


def persons_of(member_ids: Sequence[int], belongs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return `Picture.persons`: for each member the lowest member of the same person.

    `belongs` are pairs of a member and a number of its person; who is not named is alone.
    """
    known, lowest = dict(belongs), dict[int, int]()
    for member_id in sorted(member_ids):
        if member_id in known:
            lowest.setdefault(known[member_id], member_id)
    found = [lowest[known[each]] if each in known else each for each in member_ids]
    return tuple(found) if any(a != b for a, b in zip(found, member_ids, strict=True)) else ()


def kept_within(limit_minor: int, earned: Sequence[int]) -> list[int]:
    """Return what the positions of one person keep of what they earned, together the limit at most.

    Keeps:  the smaller of sum and limit, exactly; by the largest remainder, ties go to the earlier
    position. Nobody gains, and what is below zero stays.
    """
    if sum(earned) <= limit_minor:
        return list(earned)
    losses = [min(each, 0) for each in earned]
    parts = split_by_weights(limit_minor - sum(losses), [max(each, 0) for each in earned])
    return [part + loss for part, loss in zip(parts, losses, strict=True)]
