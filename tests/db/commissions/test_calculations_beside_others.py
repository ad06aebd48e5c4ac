"""Progress is seen, and a stop is heard, while the transaction of a run is open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from django.db import connection, connections

from commissions import public as commissions
from commissions.calculations.carry_out import work_off
from commissions.calculations.lane import ASIDE, BOOKS, Teller, lane
from commissions.calculations.progress import Progress
from commissions.models import Calculation, Run
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    MARCH,
    Till,
    draft,
    enrol,
    found_company,
    sign,
)

Found = TypeVar("Found")
pytestmark = pytest.mark.django_db(transaction=True)
_RUN_TABLES = """
SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^commissions_.*_r[0-9]+$'
"""


@pytest.fixture(autouse=True)
def _sold(transactional_db: None) -> None:
    """Found a company with a plan, a line of three, and March's orders."""
    found_company()
    sign()
    line, till = enrol({"anna": None, "bert": "anna", "cara": "bert"}), Till()
    for name in line:
        till.record(line[name], pv="60", cv="20")


def ask(period: str = MARCH) -> int:
    return commissions.ask_draft(
        plan_code="quellmoos", period_key=period, actor=CLERK, language="en", at=CLOSING
    )


def work(name: str = BOOKS) -> int:
    return work_off(name, now=lambda: CLOSING)


def elsewhere(act: Callable[[], Found]) -> Found:
    """Do something over another connection, as somebody else would."""
    found: list[Found] = []

    def run() -> None:
        try:
            found.append(act())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def when_told(
    monkeypatch: pytest.MonkeyPatch, part: str, act: Callable[[Progress], object]
) -> None:
    """Do something after a part was told, in the middle of the run's transaction."""
    tell = Teller.__call__

    def telling(self: Teller, progress: Progress) -> None:
        tell(self, progress)
        if progress.part == part:
            act(progress)

    monkeypatch.setattr(Teller, "__call__", telling)


def run_tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_RUN_TABLES)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("part", ["reading", "standings", "members", "rule", "indexing"])
def test_others_see_how_far_it_is_and_nothing_of_the_run(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    number, seen = ask(), []
    when_told(
        monkeypatch,
        part,
        lambda _progress: seen.append(
            elsewhere(lambda: (commissions.calculation(CLERK, number), Run.objects.count()))
        ),
    )
    work()
    found, runs = seen[0]
    assert (found.state, found.part, runs) == ("underway", part, 0)
    assert 0 <= found.step < found.steps
    done = commissions.calculation(CLERK, number)
    assert (done.state, done.part, Run.objects.count()) == ("ended", "comparing", 1)


@pytest.mark.parametrize("part", ["reading", "standings", "corrections", "members"])
def test_a_stop_is_heard_at_the_next_part_and_leaves_the_last_draft(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    before, tables = draft(), run_tables()
    number = ask("2026-02")
    stop = {"calculation_id": number, "actor": CHECKER, "at": CLOSING}
    when_told(monkeypatch, part, lambda _: elsewhere(lambda: commissions.stop_calculation(**stop)))
    assert work() == 1
    found = commissions.calculation(CLERK, number)
    assert (found.state, found.stop_asked_by, found.run_id) == ("stopped", CHECKER.label, None)
    assert list(Run.objects.values_list("pk", flat=True)) == [before.run_id]
    assert run_tables() == tables
    monkeypatch.undo()
    again = ask("2026-02")
    work()
    assert commissions.calculation(CLERK, again).state == "ended"


def test_a_lane_has_one_worker_and_the_other_lane_its_own() -> None:
    number = ask()
    with lane(BOOKS, now=lambda: CLOSING) as ours:
        assert ours is not None
        assert elsewhere(work) == 0
        with lane(ASIDE, now=lambda: CLOSING) as other:
            assert other is not None
    assert commissions.calculation(CLERK, number).state == "waiting"
    assert elsewhere(work) == 1


def test_asked_for_by_four_at_once_it_is_asked_for_once() -> None:
    results: list[object] = []
    gate = threading.Barrier(4)

    def both() -> None:
        gate.wait()
        try:
            results.append(ask())
        except commissions.CalculationUnderway as refusal:
            results.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=both) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("commissions.calculation_underway") == 3
    assert Calculation.objects.count() == 1
