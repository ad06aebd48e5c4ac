"""How far a calculation is, as a share of its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commissions.arrays.lines import LineBlock, LineColumns
from commissions.calculations.facts import SILENT_FOR, CalculationView
from commissions.calculations.progress import READING, Progress, RunCourse
from commissions.document.plan_document import read_plan
from commissions.shipped_plans import shipped_plan

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
WAITING = CalculationView(
    calculation_id=1, kind="draft", plan_code="bench", period_key="2026-03", state="waiting",
    asked_by="account:1", asked_at=NOON, attempts=0, started_at=None, moved_at=None, ended_at=None,
    stop_asked_by="", stop_asked_at=None, part="", about="", step=0, steps=0, done=0, total=0,
    reason="", run_id=None, is_new=False, outcome={},
)  # fmt: skip
UNDERWAY = replace(WAITING, state="underway", started_at=NOON, moved_at=NOON)


@pytest.mark.parametrize(
    ("facts", "thousandths"),
    [
        ({}, 0),
        ({"steps": 10}, 0),
        ({"step": 4, "steps": 10}, 400),
        ({"step": 4, "steps": 10, "done": 1, "total": 2, "part": "rule"}, 450),
        ({"step": 4, "steps": 10, "done": 3, "total": 2, "part": "rule"}, 500),
        ({"step": 9, "steps": 10, "part": "comparing"}, 900),
    ],
)
def test_each_step_counts_alike(facts: dict[str, object], thousandths: int) -> None:
    assert replace(UNDERWAY, **facts).thousandths == thousandths  # type: ignore[arg-type]


def test_silence_is_noticed_after_a_while_and_only_while_it_is_open() -> None:
    later = NOON + SILENT_FOR
    assert not WAITING.is_silent(later)
    assert WAITING.is_silent(later + timedelta(seconds=1))
    assert UNDERWAY.is_silent(later + timedelta(seconds=1))
    assert not replace(UNDERWAY, moved_at=later).is_silent(later + timedelta(seconds=1))
    assert not replace(UNDERWAY, state="ended").is_silent(later + timedelta(days=1))


def test_a_run_tells_its_rules_with_the_lines_so_far() -> None:
    shipped = shipped_plan("quellmoos", "2026-01-01")
    plan, told = read_plan(shipped.document, ""), list[Progress]()
    course = RunCourse(told.append, plan, expected_lines=5)
    course.begin(READING)
    block = LineBlock("team", LineColumns.empty(4))
    assert list(course.over([block, block])) == [block, block]
    first, *rules = told
    assert (first.part, first.step, first.steps) == ("reading", 0, 6 + len(plan.rules))
    assert [(each.about, each.step) for each in rules] == [("team", 4)] * 3
    assert [(each.done, each.total) for each in rules] == [(0, 5), (0, 5), (4, 5)]
