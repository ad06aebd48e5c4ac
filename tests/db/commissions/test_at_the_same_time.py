"""Two people, or two workers, do the same thing at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connections

from commissions import public as commissions
from commissions.models import Run, RunState, VestedVolume, VolumeDelivery, VolumeEntry, VolumeLine
from commissions.shipped_plans import shipped_plan
from core.models import OutboxEvent
from finance import public as finance
from finance.models import LedgerTransaction
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    CO_OWNER,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign,
)

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sold(transactional_db: None) -> Iterator[dict[str, int]]:
    """Found a company with a plan, a line of three, and March's orders."""
    found_company()
    sign()
    line = enrol({"anna": None, "bert": "anna", "cara": "bert"})
    till = Till()
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="80", cv="100")
    yield line


def both(act: Callable[[], object], times: int = 4) -> list[object]:
    """Do the same thing in several threads at once; return results and refusals."""
    results: list[object] = []
    gate = threading.Barrier(times)

    def work() -> None:
        try:
            gate.wait()
            results.append(act())
        except Exception as refusal:  # noqa: BLE001 — the test looks at what it was
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _each in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_several_drafts_are_one(sold: dict[str, int]) -> None:
    runs = both(draft)
    assert {run.run_id for run in runs} == {Run.objects.get().pk}  # type: ignore[attr-defined]
    assert sorted(run.is_new for run in runs) == [False, False, False, True]  # type: ignore[attr-defined]


def test_several_publications_are_one(sold: dict[str, int]) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    runs = both(lambda: commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING))
    assert sorted(each.is_new for each in runs) == [False, False, False, True]  # type: ignore[attr-defined]
    assert LedgerTransaction.objects.count() == 2
    assert OutboxEvent.objects.filter(name="commissions.run_published").count() == 1


def test_several_vestings_are_one(sold: dict[str, int]) -> None:
    publish()
    orders = list(VolumeEntry.objects.values_list("order_id", flat=True))
    commissions.set_vesting(order_ids=orders, at=AT)
    days = both(lambda: commissions.vest_due(as_of=date(2026, 4, 1), at=AT, actor=CLERK))
    assert sorted(len(each) for each in days) == [0, 0, 0, 1]  # type: ignore[arg-type]
    assert VestedVolume.objects.count() == 3
    assert finance.balance_minor(f"member:{sold['bert']}:vested", "EUR") == 10_80


def test_several_reactions_to_one_order_are_one(sold: dict[str, int]) -> None:
    till = Till()
    till.count = 100
    order_id = till.sell(sold["cara"], cv="3")
    both(lambda: commissions.record_volume(order_ids=[order_id], at=AT))
    both(lambda: commissions.set_vesting(order_ids=[order_id], at=AT))
    assert VolumeEntry.objects.count() == 4
    assert VolumeLine.objects.count() == 4
    assert VolumeDelivery.objects.count() == 1


def test_a_draft_beside_a_publication_waits_for_it(sold: dict[str, int]) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    turns = iter([True, False, True, False])
    lock = threading.Lock()

    def either() -> object:
        with lock:
            publishes = next(turns)
        if publishes:
            return commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
        return draft()

    results = both(either)
    assert all(isinstance(each, commissions.RunSummary) for each in results)
    assert Run.objects.get().state == RunState.PUBLISHED


def test_drafts_of_two_plans_do_not_wait_in_a_circle(sold: dict[str, int]) -> None:
    """Each round replaces both drafts at once, so each drops tables while the other attaches."""
    shipped = shipped_plan("quellmoos", "2026-01-01")
    commissions.activate_plan(
        document=shipped.document.replace(b'"quellmoos"', b'"zweitplan"'),
        examples=shipped.examples,
        filename="",
        actor=OWNER,
        approver=CO_OWNER,
        at=AT,
    )
    till = Till()
    for round_no in range(1, 6):
        till.count = 1000 * round_no
        till.record(sold["cara"], cv="1")
        names = iter(["quellmoos", "zweitplan"])
        drafted = both(lambda names=names: draft(plan=next(names)), times=2)
        assert [each for each in drafted if not isinstance(each, commissions.RunSummary)] == []
