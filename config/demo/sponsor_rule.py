"""Who sponsors whom in a replayed network: a seeded draw that any language can repeat.

Members stand in the order (day of first purchase, customer reference), counted from 0; the first
is the root. Member n draws from the numbers 0 … n-1. The draw is
SHA-256("<seed>|sponsor|<customer>") read as four 64-bit big-endian numbers a, b, c, d:

    a odd   a recent member: n-1-(b mod min(n, 400))
    a even  a popular one: m = b mod n; c odd takes m itself, c even takes m's own sponsor
            (the root when m is the root)

Taking the sponsor of a uniformly drawn member is the redirection form of preferential attachment:
who has many direct partners is found more often. The two halves together give both wide stars
and deep lines. d is not used.
"""

from __future__ import annotations

import hashlib
import struct
from array import array

RECENT_MEMBERS = 400
_NONE = -1


class SponsorDraw:
    """Assigns every new member the number of an earlier one, in joining order."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._sponsors = array("q")

    def __len__(self) -> int:
        return len(self._sponsors)

    def join(self, customer: str) -> int | None:
        """Add the next member and return its sponsor's number; None for the root."""
        sponsor = self._draw(customer) if self._sponsors else _NONE
        self._sponsors.append(sponsor)
        return None if sponsor == _NONE else sponsor

    def _draw(self, customer: str) -> int:
        earlier = len(self._sponsors)
        digest = hashlib.sha256(f"{self._seed}|sponsor|{customer}".encode()).digest()
        numbers: tuple[int, int, int, int] = struct.unpack(">4Q", digest)
        kind, which, redirect, _unused = numbers
        if kind % 2:
            return earlier - 1 - which % min(earlier, RECENT_MEMBERS)
        member = which % earlier
        return member if redirect % 2 else max(self._sponsors[member], 0)
