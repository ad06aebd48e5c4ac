"""A closed run calculated again."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from commissions import public as commissions
from commissions.calculations.progress import Progress, Stopped
from commissions.selectors import readied_period
from core.errors import Denied
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    MAY_FIRST,
    STRANGER,
    Till,
    draft,
    publish,
    take_back,
)

AGAIN = "2026-05"


@pytest.fixture(params=["walk", "columns"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let runs be checked as those of a small network, and of a large one."""
    name = str(request.param)
    if name == "columns":
        monkeypatch.setattr(readied_period, "LARGE", 0)
        monkeypatch.setattr(readied_period, "picture_of_run", None)
    return name


@pytest.fixture
def runs(till: Till, sold: dict[str, int]) -> list[commissions.RunSummary]:
    """Publish March and April, with a return of a March order and one of April itself."""
    march = publish()
    order = till.record(sold["cara"], pv="30", cv="30", on=date(2026, 4, 2))
    take_back(order, pv="10", cv="10", on=date(2026, 4, 9))
    take_back(order_of(100_00), pv="40", cv="33.33")
    return [march, publish(APRIL, at=MAY_FIRST)]


def order_of(cv_minor: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_id FROM commissions_volumeentry WHERE cv_minor = %s", [cv_minor]
        )
        return int(cursor.fetchone()[0])


def test_every_closed_run_comes_out_the_same(
    runs: list[commissions.RunSummary], engine: str
) -> None:
    for run in runs:
        check = commissions.verify_run(CLERK, run.run_id)
        assert check == commissions.RunCheck(
            run.run_id, True, run.input_hash, run.result_hash, None
        )
    assert runs[1].correction_count == 2


def test_what_came_later_changes_nothing(
    runs: list[commissions.RunSummary], till: Till, sold: dict[str, int]
) -> None:
    take_back(order_of(50_00), pv="5", cv="50", on=date(2026, 5, 3))
    till.record(sold["bert"], pv="90", cv="70", on=date(2026, 3, 5))
    draft(AGAIN, at=MAY_FIRST)
    assert all(commissions.verify_run(CLERK, run.run_id).is_same for run in runs)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE commissions_earningline SET amount_minor = amount_minor + 1"
         " WHERE run_id = {run} AND line_no = 2", 2),
        ("UPDATE commissions_volumereversal SET cv_minor = cv_minor - 100", 1),
        ("DELETE FROM commissions_runreversal WHERE run_id = {run}", 1),
    ],
)  # fmt: skip
def test_a_changed_row_is_noticed(
    runs: list[commissions.RunSummary], statement: str, number: int, engine: str
) -> None:
    april = runs[1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("earningline", "volumereversal", "runreversal"):
            cursor.execute(f"ALTER TABLE commissions_{table} DISABLE TRIGGER USER")
        cursor.execute(statement.format(run=april.run_id))
    check = commissions.verify_run(CLERK, april.run_id)
    assert (check.is_same, check.first_difference) == (False, number)


_ANOTHER = """
INSERT INTO commissions_earningline SELECT run_id, member_id, volume_entry_id, base_minor,
    amount_minor, {last} + 1, rate_bp, level, rule_id, corrects_run_id, corrects_line_no,
    source_id, facts
FROM commissions_earningline WHERE run_id = {run} AND line_no = 1
"""


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE commissions_earningline SET base_minor = 7 WHERE run_id = {run} AND line_no = 3",
         "3"),
        ("UPDATE commissions_earningline SET level = 9 WHERE run_id = {run} AND line_no = 1", "1"),
        ("UPDATE commissions_earningline SET rule_id = 'x' WHERE run_id = {run} AND line_no = 2",
         "2"),
        ("DELETE FROM commissions_earningline WHERE run_id = {run} AND line_no = 2", "2"),
        ("DELETE FROM commissions_earningline WHERE run_id = {run} AND line_no = {last}", "last"),
        (_ANOTHER, "after"),
    ],
)  # fmt: skip
def test_every_own_line_is_compared(
    runs: list[commissions.RunSummary], statement: str, number: str, engine: str
) -> None:
    march = runs[0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("commissions_earningline", f"commissions_earningline_r{march.run_id}"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement.format(run=march.run_id, last=march.line_count))
    check = commissions.verify_run(CLERK, march.run_id)
    named = {"last": march.line_count, "after": march.line_count + 1}
    assert (check.is_same, check.first_difference) == (False, named.get(number) or int(number))
    assert check.result_hash == march.result_hash


def test_it_tells_how_far_it_is_and_can_be_stopped(
    runs: list[commissions.RunSummary], engine: str
) -> None:
    told: list[Progress] = []
    commissions.verify_run(CLERK, runs[0].run_id, tell=told.append)
    assert [each.part for each in told] == ["reading", "corrections", "standings", "rule", "rule"]
    assert (told[-1].about, told[-1].step, told[-1].steps) == ("team", 3, 4)

    def stop(progress: Progress) -> None:
        if progress.part == "rule":
            raise Stopped

    with pytest.raises(Stopped):
        commissions.verify_run(CLERK, runs[0].run_id, tell=stop)


def test_whoever_may_not_see_runs_is_refused(runs: list[commissions.RunSummary]) -> None:
    with pytest.raises(Denied):
        commissions.verify_run(STRANGER, runs[0].run_id)


def test_a_run_of_an_older_form_is_compared_line_by_line(
    runs: list[commissions.RunSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commissions.selectors.verify_run.RULES_REVISION", 99)
    check = commissions.verify_run(CLERK, runs[0].run_id)
    assert (check.is_same, check.is_older, check.first_difference) == (True, True, None)
