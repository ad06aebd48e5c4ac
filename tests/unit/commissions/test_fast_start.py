"""Fast start: who is new, which orders are the first, and what is handed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, OWN, TOOK, Carry, Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.kinds.fast_start.rule import FastStart
from core.periods import Period
from tests.unit.commissions.pictures import NAMES, plan, volume

JOINED = date(2026, 1, 10)


def start(**changes: object) -> FastStart:
    terms: dict[str, object] = {
        "id": "start",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_CV,
        "rates_bp": (2000, 1000),
        "depth_by_rank": None,
        "pass_over": frozenset({"inactive", "barred"}),
        "own_orders_start_at": "sponsor",
        "customer_orders_start_at": "sponsor",
        "days": 60,
        "orders": frozenset({OWN}),
    }
    return FastStart(**(terms | changes))  # type: ignore[arg-type]


def flat(rule: FastStart) -> Plan:
    return plan(rule, ranks=(), active_pv_minor=0)


def bought(*days: int, kind: str = OWN, month: str = "2026-01", before: int = 0) -> Picture:
    """Member 3 buys for 100.00 on these days after it joined; `before` orders counted already."""
    orders = tuple(
        volume(3, cv=100_00, kind=kind)._replace(
            entry_id=place, order_ref=f"o-{place}", day=JOINED + timedelta(day)
        )
        for place, day in enumerate(days)
    )
    carried = (Carry("start", 3, "orders", "2025-12", before),) if before else ()
    long_ago = date(2000, 1, 1)
    return Picture(
        (1, 2, 3), (None, 1, 2), ("active",) * 3, orders, period=Period(month),
        joined_on=(long_ago, long_ago, JOINED), carried=carried,
    )  # fmt: skip


def lines(rule: FastStart, picture: Picture) -> list[tuple[int, int]]:
    return [(line.member_id, line.amount_minor) for line in settle(flat(rule), picture).lines]


@pytest.mark.parametrize("day", [0, 59, 60])
def test_the_last_day_counts_whole(day: int) -> None:
    assert lines(start(), bought(day)) == [(2, 20_00), (1, 10_00)]


def test_the_day_after_pays_nothing() -> None:
    assert lines(start(), bought(61)) == []


def test_only_the_orders_that_are_named_count() -> None:
    assert lines(start(), bought(1, kind=CUSTOMER)) == []
    assert lines(start(orders=frozenset({CUSTOMER})), bought(1, kind=CUSTOMER)) != []


def test_the_earliest_order_is_the_first_whatever_its_place() -> None:
    found = settle(flat(start(first_orders=1)), bought(5, 3, 9)).lines
    assert {line.order_ref for line in found} == {"o-1"}


def test_an_order_that_came_back_whole_is_not_the_first() -> None:
    picture = bought(3, 5)
    back, kept = picture.volumes
    returned = replace(picture, volumes=(back._replace(pv_minor=0, cv_minor=0), kept))
    outcome = settle(flat(start(first_orders=1)), returned)
    assert {line.order_ref for line in outcome.lines} == {"o-1"}
    assert [carry.amount for carry in outcome.carried] == [1]


def test_what_counted_before_counts_on() -> None:
    assert lines(start(first_orders=2), bought(40, before=2)) == []
    assert len(lines(start(first_orders=2), bought(40, 41, before=1))) == 2


def test_the_count_is_handed_on_while_the_member_is_new() -> None:
    for month, kept in (("2026-01", [3]), ("2026-02", [3]), ("2026-03", [])):
        outcome = settle(flat(start(first_orders=1)), bought(5, 6, month=month, before=1))
        list(outcome.lines)
        assert [carry.amount for carry in outcome.carried] == kept


def test_without_a_number_of_orders_nothing_is_handed_on() -> None:
    outcome = settle(flat(start()), bought(5))
    list(outcome.lines)
    assert list(outcome.carried) == []


@given(st.lists(st.integers(0, 80), max_size=6))
def test_who_is_paid_is_who_the_walk_names(days: list[int]) -> None:
    rule, picture = start(), bought(*days)
    standings = stand(flat(rule), picture)
    walked = [
        (step.member_id, order.order_ref)
        for order in picture.volumes
        for step in rule.way(order, standings.uplines_of(rule, 3))
        if step.decision == TOOK
    ]
    paid = [(line.member_id, line.order_ref) for line in settle(flat(rule), picture).lines]
    assert paid == walked
