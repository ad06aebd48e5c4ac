"""What a task says about itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desk.facts import TaskCard


def card(subject_ref: str = "member:1042", done_at: datetime | None = None) -> TaskCard:
    return TaskCard(1, 1001, "welcome", "Welcome", subject_ref, date(2026, 3, 5), done_at)


@pytest.mark.parametrize(
    ("reference", "number"), [("member:1042", 1042), ("order:17", None), ("member:", None)]
)
def test_a_task_names_the_member_it_is_about(reference: str, number: int | None) -> None:
    assert card(reference).subject_member_id == number


def test_a_task_is_done_once_it_has_an_instant() -> None:
    assert not card().is_done
    assert card(done_at=datetime(2026, 3, 3, tzinfo=UTC)).is_done
