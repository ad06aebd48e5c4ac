"""An order that took its number early and is committed late reaches the figures all the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import connections, transaction

from commissions import public as commissions
from commissions.models import LiveFigure, LiveFigures, VolumeEntry
from commissions.selectors.late_orders import Gap, Lookout
from tests.db.commissions.company import (
    CLOSING,
    FOUNDED,
    IN_MARCH,
    MARCH,
    Till,
    enrol,
    found_company,
    sign,
    undo,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 20
OTHERS_S = 240
Rows = dict[int, tuple[int, int, int]]


@pytest.fixture
def line(transactional_db: None) -> Iterator[dict[str, int]]:
    """Found a company with a plan and a line of three."""
    found_company()
    sign()
    yield enrol({"anna": None, "bert": "anna", "cara": "bert"})


def rows() -> Rows:
    columns = ("pv_minor", "gv_minor", "earned_minor")
    return {row[0]: row[1:] for row in LiveFigure.objects.values_list("member_id", *columns)}


def record(order_id: int) -> None:
    commissions.record_volume(order_ids=[order_id], at=FOUNDED)


def volumes() -> dict[int, tuple[int, int]]:
    return {member: row[:2] for member, row in rows().items()}


def worked_out() -> Rows:
    LiveFigures.objects.all().delete()
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    return rows()


def awaited() -> list[list[int]]:
    return list(LiveFigures.objects.get().awaited)


def awaits(entry_id: int) -> bool:
    return any(first <= entry_id < past for first, past, _horizon in awaited())


@contextmanager
def underway(act: Callable[[], object], *, keeps: bool = True) -> Iterator[None]:
    """Let another connection do something, and commit, or undo, it only when this block ends."""
    done, may_end = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                may_end.wait(PATIENCE_S)
                transaction.set_rollback(not keeps)
        finally:
            done.set()
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert done.wait(PATIENCE_S)
        yield
    finally:
        may_end.set()
        thread.join()


def test_orders_that_are_folded_ahead_of_a_lower_number(line: dict[str, int]) -> None:
    till = Till()
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    first, second = till.sell(line["cara"], pv="100"), till.sell(line["bert"], pv="60")
    with underway(lambda: record(first)):
        record(second)
        assert commissions.fold_orders(period_key=MARCH) == 1
    assert commissions.fold_orders(period_key=MARCH) == 1
    assert commissions.fold_orders(period_key=MARCH) == 0
    assert volumes()[line["anna"]] == (0, 160_00)
    assert rows() == worked_out()


def test_figures_worked_out_ahead_of_a_lower_number(line: dict[str, int]) -> None:
    till = Till()
    first, second = till.sell(line["cara"], pv="100"), till.sell(line["bert"], pv="60")
    with underway(lambda: record(first)):
        record(second)
        assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING), "something had changed"
    assert volumes()[line["anna"]] == (0, 160_00)
    assert not commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    assert commissions.fold_orders(period_key=MARCH) == 0


def test_a_return_that_is_committed_late_is_noticed(line: dict[str, int]) -> None:
    till = Till()
    sold = [till.record(line["cara"], pv="100", cv="10") for _each in range(2)]

    def back(order_id: int) -> None:
        commissions.reverse_volume(order_ids=[order_id], at=FOUNDED)

    for order_id in sold:
        till_undo(order_id)
    with underway(lambda: back(sold[0])):
        back(sold[1])
        assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING), "something had changed"
    assert volumes()[line["anna"]] == (0, 100_00)


def till_undo(order_id: int) -> None:
    undo(order_id, pv="50", cv="5", on=IN_MARCH)


def test_numbers_that_nobody_uses_are_forgotten(line: dict[str, int]) -> None:
    till = Till()
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    first, second = till.sell(line["cara"], pv="100"), till.sell(line["bert"], pv="60")
    with underway(lambda: record(first), keeps=False):
        record(second)
        assert commissions.fold_orders(period_key=MARCH) == 1
        assert awaits(VolumeEntry.objects.latest("pk").pk - 1)
    # Tests beside this one share the server: whose transaction began before holds them a while.
    until = time.monotonic() + OTHERS_S
    while awaited():
        assert commissions.fold_orders(period_key=MARCH) == 0
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("seed", range(4))
def test_in_whatever_order_they_are_committed(line: dict[str, int], seed: int) -> None:
    """Three orders overlap, folds and whole workings-out come in between; each counts once."""
    random, till = Random(seed), Till()
    names = list(line)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)

    def look() -> None:
        if random.random() < 0.5:
            commissions.fold_orders(period_key=MARCH)
        else:
            commissions.refresh_figures(period_key=MARCH, at=CLOSING)

    def overlap(depth: int) -> None:
        order_id = till.sell(line[random.choice(names)], pv=str(random.choice([10, 60, 400])))
        with underway(lambda: record(order_id), keeps=random.random() < 0.8):
            if depth:
                overlap(depth - 1)
            record(till.sell(line[random.choice(names)], pv="7"))
            look()
        look()

    for _round in range(2):
        overlap(2)
    commissions.fold_orders(period_key=MARCH)
    folded = volumes()
    worked_out()
    assert folded == volumes()


def test_a_range_loses_what_came() -> None:
    lookout = Lookout((Gap(3, 10, 7),))
    assert lookout.after_reading([5, 1, 9, 12]) == [Gap(3, 5, 7), Gap(6, 9, 7)]
    assert lookout.after_reading(range(3, 10)) == []
    assert lookout.after_reading([]) == [Gap(3, 10, 7)]
