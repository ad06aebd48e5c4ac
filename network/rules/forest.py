"""Check that references to sponsors make a forest."""

from __future__ import annotations

from collections.abc import Mapping


def found_cycle(sponsor_of: Mapping[str, str | None]) -> str | None:
    """Return a reference that is its own upline, or None. A sponsor outside ends the climb."""
    ends: set[str] = set()
    for start in sponsor_of:
        path: set[str] = set()
        climber: str | None = start
        while climber is not None and climber in sponsor_of and climber not in ends:
            if climber in path:
                return climber
            path.add(climber)
            climber = sponsor_of[climber]
        ends |= path
    return None
