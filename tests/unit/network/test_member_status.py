"""The transition table of a position."""

from __future__ import annotations

from network.models.member import TRANSITIONS, MemberStatus


def test_every_status_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(MemberStatus)


def test_nobody_returns_after_leaving() -> None:
    assert not TRANSITIONS[MemberStatus.TERMINATED]


def test_nobody_applies_twice_and_nothing_moves_to_itself() -> None:
    assert all(MemberStatus.APPLIED not in targets for targets in TRANSITIONS.values())
    assert all(status not in targets for status, targets in TRANSITIONS.items())
