"""The order of days in a replay."""

from __future__ import annotations

from datetime import date

from config.demo.replay_calendar import Kind, replay_steps


def told(days: list[date]) -> list[str]:
    """Write the steps as short text."""
    return [f"{step.day} {step.kind.name} {step.period_key}" for step in replay_steps(days)]


def test_a_month_is_closed_before_the_next_one_sells_and_paid_in_its_middle() -> None:
    assert told([date(1997, 1, 31), date(1997, 2, 1), date(1997, 2, 15), date(1997, 2, 16)]) == [
        "1997-01-31 ORDERS 1997-01",
        "1997-02-01 CLOSE 1997-01",
        "1997-02-01 ORDERS 1997-02",
        "1997-02-15 PAY 1997-01",
        "1997-02-15 ORDERS 1997-02",
        "1997-02-16 ORDERS 1997-02",
        "1997-03-01 CLOSE 1997-02",
        "1997-03-15 PAY 1997-02",
    ]


def test_a_month_without_orders_is_closed_all_the_same() -> None:
    closed = [
        step.period_key
        for step in replay_steps([date(1997, 12, 5), date(1998, 2, 5)])
        if step.kind is Kind.CLOSE
    ]
    assert closed == ["1997-12", "1998-01", "1998-02"]


def test_no_orders_no_steps() -> None:
    assert told([]) == []
