"""Sponsor trees of a wished size and shape, the same for the same seed."""

from __future__ import annotations

from random import Random

SHAPES = ("random", "chain", "star")
RECENT = 200


def sponsors(size: int, shape: str, random: Random) -> list[int | None]:
    """Return for each member, by its place, the place of its sponsor; the first has none."""
    above: list[int | None] = [None]
    for place in range(1, size):
        if shape == "chain":
            above.append(place - 1)
        elif shape == "star":
            above.append(0)
        else:
            above.append(_grown(place, above, random))
    return above


def _grown(place: int, above: list[int | None], random: Random) -> int:
    """Join below whoever already has partners, below somebody recent, or below anybody."""
    drawn = random.random()
    if drawn < 0.60:
        popular = above[random.randrange(place)]
        return popular if popular is not None else 0
    if drawn < 0.98:
        return random.randrange(max(0, place - RECENT), place)
    return random.randrange(place)
