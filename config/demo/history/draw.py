"""Chance that any machine repeats: every draw is a SHA-256 of the seed, a subject and a count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Draw:
    """Numbers about one subject: others do not change when this one draws once more."""

    def __init__(self, *subject: object) -> None:
        self._subject = "|".join(map(str, subject))
        self._count = 0

    def below(self, limit: int) -> int:
        """Return a number from 0 to below the limit."""
        text = f"{self._subject}|{self._count}"
        self._count += 1
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % limit

    def between(self, least: int, most: int) -> int:
        """Return a number of a range, both ends included."""
        return least + self.below(most - least + 1)

    def chance(self, per_mille: int) -> bool:
        """Say yes so many times in a thousand."""
        return self.below(1000) < per_mille

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of the things."""
        return things[self.below(len(things))]
