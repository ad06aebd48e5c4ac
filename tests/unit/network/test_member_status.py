"""The transition table of a position."""

from __future__ import annotations

from network.models.member import TRANSITIONS, MemberStatus


def test_every_status_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(MemberStatus)


def test_nobody_returns_after_leaving() -> None:
    assert not TRANSITIONS[MemberStatus.TERMINATED]


def test_only_a_rejected_applicant_applies_again_and_nothing_moves_to_itself() -> None:
    again = {old for old, targets in TRANSITIONS.items() if MemberStatus.APPLIED in targets}
    assert again == {MemberStatus.REJECTED}
    assert not [old for old, targets in TRANSITIONS.items() if old in targets]
