"""Sponsor trees of a wished size and shape, the same for the same seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHAPES = ("random", "chain", "star")
RECENT = 200
NOBODY = -1
# Out of a hundred: join below whoever already has partners, below somebody recent, or anybody.
POPULAR, NEW = 60, 98


def sponsors(size: int, shape: str, seed: int) -> NDArray[np.int64]:
    """Return for each member, by its place, the place of its sponsor; the first has none."""
    above = np.zeros(size, np.int64)
    if shape == "chain":
        above = np.arange(size, dtype=np.int64) - 1
    elif shape == "random":
        above = np.array(_grown(size, seed), np.int64)
    above[0] = NOBODY
    return above


def _grown(size: int, seed: int) -> list[int]:
    random = np.random.default_rng(seed)
    drawn = random.integers(0, 100, size).tolist()
    fraction = random.integers(0, 2**31, size).tolist()
    above = [NOBODY]
    for place in range(1, size):
        if drawn[place] < POPULAR:
            above.append(max(above[fraction[place] % place], 0))
        elif drawn[place] < NEW:
            above.append(place - 1 - fraction[place] % min(RECENT, place))
        else:
            above.append(fraction[place] % place)
    return above
