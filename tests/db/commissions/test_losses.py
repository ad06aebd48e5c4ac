"""Whoever a plan lets bear a loss owes it: it is booked, and taken as what is taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, Run
from tests.db.commissions.company import (
    SYSTEM,
    Till,
    accounts,
    deliver,
    enrol,
    found_company,
    publish,
    sign,
)

AFTER = date(2026, 4, 1)


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Let Otto, a partner, stand above Lisa, a lead: he bears the five percent between them."""
    found_company()
    sign("steinklee")
    return enrol({"otto": None, "lisa": "otto", "quin": "lisa"})


def vest(day: date) -> None:
    commissions.vest_due(
        as_of=day, at=datetime.combine(day, datetime.min.time(), UTC), actor=SYSTEM
    )


def test_a_loss_is_owed_and_never_forgotten(line: dict[str, int]) -> None:
    till = Till()
    till.record(line["otto"], pv="90")
    till.record(line["lisa"], pv="100")
    till.record(line["quin"], cv="1000", pv="900", customer=True)
    run = publish(plan="steinklee")
    earned = {name: sum(_amounts(run.run_id, member)) for name, member in line.items()}
    assert earned["otto"] < 0
    assert accounts(line["otto"]) == {"receivable": earned["otto"]}
    deliver()
    for days in (20, 40, 60):
        vest(AFTER + timedelta(days=days))
    assert {name: sum(accounts(member).values()) for name, member in line.items()} == earned
    assert all("pending" not in accounts(member) for member in line.values())
    assert Run.objects.get(pk=run.run_id).fully_vested_at is not None


def _amounts(run_id: int, member_id: int) -> list[int]:
    lines = EarningLine.objects.filter(run_id=run_id, member_id=member_id)
    return list(lines.values_list("amount_minor", flat=True))
