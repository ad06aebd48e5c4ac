"""What is asked for on a page, and done by a worker."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commissions import public as commissions
from commissions.calculations.carry_out import MOST_ATTEMPTS
from commissions.models import Calculation, Run
from commissions.shipped_plans import shipped_plan
from core.errors import Denied
from core.paging import PageRequest
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    MARCH,
    STRANGER,
    Till,
    publish,
)

SHIPPED = shipped_plan("quellmoos", "2026-01-01")


def ask(period: str = MARCH, at: datetime = CLOSING, language: str = "en") -> int:
    return commissions.ask_draft(
        plan_code="quellmoos", period_key=period, actor=CLERK, language=language, at=at
    )


def work(at: datetime = CLOSING) -> int:
    return commissions.calculate_waiting(now=lambda: at)


def seen(number: int) -> commissions.CalculationView:
    return commissions.calculation(CLERK, number)


def test_a_draft_is_asked_for_and_made_by_whoever_works(sold: dict[str, int]) -> None:
    number = ask()
    assert (seen(number).state, seen(number).run_id) == ("waiting", None)
    assert not Run.objects.exists()
    assert work() == 1
    found = seen(number)
    run = Run.objects.get()
    assert (found.state, found.run_id, found.is_new) == ("ended", run.pk, True)
    assert (run.drafted_by, run.drafted_by_account) == (CLERK.label, CLERK.account_id)
    assert found.outcome == {
        "other": "", "gaining": 3, "gained_minor": 27_00, "losing": 0, "lost_minor": 0,
    }  # fmt: skip
    assert work() == 0


def test_asking_again_finds_that_nothing_has_changed(sold: dict[str, int]) -> None:
    ask()
    work()
    second = ask()
    work()
    assert seen(second).is_new is False
    assert Run.objects.count() == 1


def test_a_period_is_asked_for_once_at_a_time(sold: dict[str, int]) -> None:
    ask()
    with pytest.raises(commissions.CalculationUnderway):
        ask()
    other = ask("2026-02")
    assert work() == 2
    assert seen(other).state == "ended"


def test_the_database_itself_lets_a_period_wait_once(sold: dict[str, int]) -> None:
    row = Calculation.objects.get(pk=ask())
    row.pk = None
    with pytest.raises(IntegrityError, match="one_calculation_of_a_period"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "ended", "ended_at": CLOSING}, "ends_in_a_run"),
        ({"state": "failed", "ended_at": CLOSING}, "state_has_its_facts"),
        ({"state": "stopped", "ended_at": CLOSING}, "state_has_its_facts"),
        ({"state": "underway"}, "state_has_its_facts"),
        ({"step": 3, "steps": 2}, "one_of_the_steps"),
        ({"period_key": ""}, "ends_in_a_run"),
    ],
)
def test_a_state_without_its_facts_cannot_be_stored(
    sold: dict[str, int], facts: dict[str, object], constraint: str
) -> None:
    number = ask()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Calculation.objects.filter(pk=number).update(**facts)


def test_what_can_be_refused_at_once_is_refused_at_once(sold: dict[str, int]) -> None:
    with pytest.raises(commissions.NoPlanInForce):
        ask("2025-12")
    with pytest.raises(commissions.WrongPeriod):
        ask("2026-W10")
    with pytest.raises(Denied):
        commissions.ask_draft(
            plan_code="quellmoos", period_key=MARCH, actor=STRANGER, language="en", at=CLOSING
        )
    assert not Calculation.objects.exists()


def test_a_reason_is_told_in_the_language_of_whoever_asked(
    till: Till, sold: dict[str, int]
) -> None:
    publish()
    till.record(sold["cara"], cv="10")
    number = ask(language="de")
    work()
    found = seen(number)
    assert found.state == "failed"
    assert "veröffentlicht" in found.reason
    assert Calculation.objects.get(pk=number).code == "commissions.period_published"


def test_a_mistake_of_the_program_is_told_without_its_words(
    sold: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commissions.services.draft_run.ready_period", None)
    number = ask()
    assert work() == 1
    found = seen(number)
    assert found.state == "failed"
    assert "NoneType" not in found.reason and "Try again" in found.reason
    assert not Run.objects.exists()
    monkeypatch.undo()
    again = ask()
    work()
    assert seen(again).state == "ended"


def test_what_waits_is_stopped_at_once(sold: dict[str, int]) -> None:
    number = ask()
    with pytest.raises(Denied):
        commissions.stop_calculation(calculation_id=number, actor=STRANGER, at=CLOSING)
    assert commissions.stop_calculation(calculation_id=number, actor=CHECKER, at=CLOSING)
    assert not commissions.stop_calculation(calculation_id=number, actor=CHECKER, at=CLOSING)
    assert (seen(number).state, seen(number).stop_asked_by) == ("stopped", CHECKER.label)
    assert work() == 0
    with pytest.raises(commissions.CalculationNotFound):
        commissions.stop_calculation(calculation_id=number + 1, actor=CHECKER, at=CLOSING)


def left_behind(number: int, attempts: int = 1) -> None:
    """Be a worker that was killed over a calculation."""
    Calculation.objects.filter(pk=number).update(
        state="underway", started_at=CLOSING, moved_at=CLOSING, attempts=attempts
    )


def test_what_a_killed_worker_left_behind_is_done_by_the_next(sold: dict[str, int]) -> None:
    left, waiting = ask(), ask("2026-02")
    left_behind(left)
    assert work(CLOSING + timedelta(minutes=1)) == 2
    assert (seen(left).state, seen(left).attempts, seen(left).started_at) == ("ended", 2, CLOSING)
    assert seen(waiting).state == "ended"


def test_what_breaks_off_again_and_again_is_given_up(sold: dict[str, int]) -> None:
    number = ask()
    left_behind(number, MOST_ATTEMPTS)
    work()
    assert seen(number).state == "failed"
    assert str(MOST_ATTEMPTS) in seen(number).reason


def test_what_was_left_behind_and_stopped_is_not_done(sold: dict[str, int]) -> None:
    number = ask()
    left_behind(number)
    commissions.stop_calculation(calculation_id=number, actor=CLERK, at=CLOSING)
    assert seen(number).is_stopping
    work()
    assert seen(number).state == "stopped"
    assert not Run.objects.exists()


def test_nobody_approves_while_a_run_of_the_plan_is_calculated(sold: dict[str, int]) -> None:
    ask()
    work()
    run_id = Run.objects.get().pk
    left_behind(ask("2026-02"))
    with pytest.raises(commissions.CalculationUnderway, match="2026-02"):
        commissions.approve_run(run_id=run_id, actor=CHECKER, at=CLOSING)
    work()
    commissions.approve_run(run_id=run_id, actor=CHECKER, at=CLOSING)


def test_a_publication_is_refused_at_once_or_booked_by_the_worker(sold: dict[str, int]) -> None:
    ask()
    work()
    run = Run.objects.get()
    wish = {"run_id": run.pk, "actor": CHECKER, "language": "en", "at": CLOSING}
    with pytest.raises(commissions.NotApproved):
        commissions.ask_publication(**wish)
    commissions.approve_run(run_id=run.pk, actor=CHECKER, at=CLOSING)
    number = commissions.ask_publication(**wish)
    with pytest.raises(commissions.CalculationUnderway):
        ask()
    assert work() == 1
    run.refresh_from_db()
    assert (seen(number).state, run.state, run.published_by) == ("ended", "published", "account:-4")
    again = commissions.ask_publication(**wish)
    work()
    assert seen(again).state == "ended"


def test_a_check_tells_what_it_found(sold: dict[str, int]) -> None:
    ask()
    work()
    run_id = Run.objects.get().pk
    number = commissions.ask_check(run_id=run_id, actor=CLERK, language="en", at=CLOSING)
    with pytest.raises(commissions.CalculationUnderway):
        commissions.ask_check(run_id=run_id, actor=CHECKER, language="en", at=CLOSING)
    work()
    assert seen(number).outcome["is_same"] is True


def try_it(document: bytes = SHIPPED.document, at: datetime = CLOSING) -> int:
    wish = commissions.NewTrial(document, SHIPPED.examples, "quellmoos", 3)
    return commissions.ask_trial(wish=wish, actor=CLERK, language="en", at=at)


def test_a_trial_is_kept_with_what_it_found(sold: dict[str, int]) -> None:
    publish()
    number = try_it(SHIPPED.document.replace(b'"12%", "6%"', b'"24%", "6%"'))
    assert commissions.trial(CLERK, number).simulation is None
    with pytest.raises(commissions.CalculationUnderway):
        try_it()
    work()
    found = commissions.trial(CLERK, number)
    assert found.simulation is not None
    assert found.simulation == commissions.simulate(
        CLERK,
        document=commissions.tried_files(CLERK, number)[0],
        filename="",
        of_plan="quellmoos",
        periods=3,
    )
    assert [row.label for row in commissions.trials_page(CLERK, PageRequest()).items] == [
        "quellmoos v1"
    ]


def test_a_trial_without_a_period_to_settle_says_so(sold: dict[str, int]) -> None:
    number = try_it()
    work()
    found = commissions.trial(CLERK, number)
    assert (found.calculation.state, found.simulation) == ("ended", None)
    assert "no published period" in found.not_replayed


def test_old_trials_are_thrown_away_by_the_next(sold: dict[str, int]) -> None:
    old = try_it()
    work()
    kept = try_it(at=CLOSING + timedelta(days=29))
    work()
    try_it(at=CLOSING + timedelta(days=31))
    with pytest.raises(commissions.CalculationNotFound):
        commissions.trial(CLERK, old)
    assert commissions.trial(CLERK, kept).label == "quellmoos v1"


def test_a_plan_that_cannot_be_read_is_not_kept(sold: dict[str, int]) -> None:
    with pytest.raises(commissions.PlanRejected):
        try_it(b"plan = ")
    assert not Calculation.objects.exists()
