"""The six steps of a closing: what is due, what waits and for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commissions.public import Closing, RunSummary
from storefront.closing_steps import Step, steps_of

AT = datetime(2026, 4, 2, 8, tzinfo=UTC)
RUN = RunSummary(
    **dict.fromkeys(
        (
            "run_id", "plan_version", "member_count", "volume_count", "line_count", "pv_minor",
            "net_minor", "possible_minor", "earned_minor",
        ),
        0,
    ),
    run_ref="run:1",
    plan_code="p",
    plan_label="p v1",
    period_key="2026-03",
    state="draft",
    currency="EUR",
    input_hash="",
    result_hash="",
    drafted_by="a",
    drafted_at=AT,
    approved_by=None,
    approved_at=None,
    published_by=None,
    published_at=None,
)  # type: ignore[arg-type] # fmt: skip
MARCH = Closing(
    plan_code="p",
    plan_label="p v1",
    period_key="2026-03",
    starts_on=date(2026, 3, 1),
    ends_before=date(2026, 4, 1),
    closes_on=date(2026, 4, 1),
    volume_date="paid",
    late_days=0,
    is_over=True,
    is_closed=True,
    run=None,
    waiting=0,
    left_out=0,
    behind=0,
    is_premature=False,
    ranks_moved=False,
    is_own_draft=False,
    history=(),
)


def steps(closing: Closing, matters: int = 0) -> dict[str, Step]:
    with translation.override("en"):
        return {step.name: step for step in steps_of(closing, matters)}


def states(closing: Closing, matters: int = 0) -> str:
    return " ".join(step.state for step in steps(closing, matters).values())


def with_run(state: str = "draft", **changes: object) -> Closing:
    return replace(MARCH, run=replace(RUN, state=state), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (MARCH, "done done now later later later"),
        (with_run(), "done done done now now later"),
        (with_run(is_own_draft=True), "done done done now blocked later"),
        (with_run(behind=2), "done done now later later later"),
        (with_run("approved"), "done done done done done now"),
        (with_run("approved", waiting=1), "now done done done done blocked"),
        (with_run("approved", is_closed=False), "done done done done done blocked"),
        (with_run("approved", ranks_moved=True), "done done now later done blocked"),
        (with_run("published"), "done done done done done done"),
    ],
)
def test_each_step_stands_as_the_period_does(closing: Closing, expected: str) -> None:
    assert states(closing) == expected


def test_open_matters_are_looked_at_and_stop_nobody() -> None:
    assert states(with_run(), matters=3) == "done now done now now later"
    assert "3 matters are open" in steps(with_run(), 3)["check"].notes[0]


def test_late_postings_are_told_with_their_last_day() -> None:
    waiting = replace(MARCH, is_over=True, is_closed=False, late_days=3, closes_on=date(2026, 4, 4))
    assert steps(waiting)["collect"].notes == (
        "Orders of the period are recorded until 3 Apr 2026.",
    )
    running = replace(waiting, is_over=False)
    assert steps(running)["collect"].notes[0] == "The period runs until 31 Mar 2026."


def test_publishing_says_everything_that_it_waits_for() -> None:
    held = with_run("approved", waiting=1, behind=2, is_premature=True, ranks_moved=True)
    assert len(steps(held)["publish"].notes) == 4
