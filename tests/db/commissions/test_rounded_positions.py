"""A plan that rounds positions: a line for the difference, down to the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commissions import public as commissions
from commissions.engine.positions import ROUNDED
from commissions.models import EarningLine
from commissions.selectors import readied_period
from commissions.selectors.verify_run import verify_run
from finance import public as finance
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    MAY_FIRST,
    OWNER,
    Till,
    deliver,
    draft,
    enrol,
    found_company,
    partner,
    publish,
    sign,
    take_back,
)

PLAN = "sihltal"
AT = datetime(2026, 4, 20, 8, tzinfo=UTC)


def balance(member_id: int, name: str) -> int:
    return finance.balance_minor(f"member:{member_id}:{name}", "CHF")


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Found a company in Switzerland; anna above bert, who buys three times."""
    found_company("CHF")
    sign(PLAN)
    found = enrol({"anna": None, "bert": "anna"})
    till = Till()
    till.record(found["anna"], pv="50", currency="CHF")
    for _order in range(3):
        till.record(found["bert"], pv="50", cv="12.34", currency="CHF")
    return found


def test_the_difference_is_a_line_that_says_what_is_exact(line: dict[str, int]) -> None:
    run = publish(plan=PLAN)
    assert balance(line["anna"], "pending") == 2_60
    rounded = EarningLine.objects.get(run_id=run.run_id, level=ROUNDED)
    assert (rounded.amount_minor, rounded.base_minor, rounded.volume_entry_id) == (2, 2_58, None)
    told = commissions.why(partner(line["anna"]), run.run_id, rounded.line_no, "de")
    assert "Rundung kaufmännisch auf 0,05\N{NO-BREAK SPACE}CHF" in told
    assert "(Anzahl: 3) sind genau 2,5914\N{NO-BREAK SPACE}CHF" in told
    assert "gezahlt werden 2,60\N{NO-BREAK SPACE}CHF" in told
    assert verify_run(OWNER, run.run_id).is_same


def test_kernels_write_the_same_lines(
    line: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readied_period, "LARGE", 1)
    run = draft(plan=PLAN)
    assert EarningLine.objects.filter(run_id=run.run_id, level=ROUNDED).count() == 1
    assert verify_run(OWNER, run.run_id).is_same


def test_all_of_it_vests(line: dict[str, int]) -> None:
    publish(plan=PLAN)
    deliver()
    commissions.vest_due(as_of=AT.date(), at=AT, actor=CLERK)
    assert (balance(line["anna"], "vested"), balance(line["anna"], "pending")) == (2_60, 0)


def test_what_comes_back_is_rounded_anew(line: dict[str, int]) -> None:
    publish(plan=PLAN)
    order = EarningLine.objects.filter(level__gt=0).first()
    assert order is not None
    assert order.volume_entry is not None
    take_back(order.volume_entry.order_id, cv="12.34", on=date(2026, 4, 8))
    run = publish(APRIL, at=MAY_FIRST, plan=PLAN)
    assert balance(line["anna"], "pending") == 1_75
    lines = EarningLine.objects.filter(run_id=run.run_id)
    assert sorted(each.amount_minor for each in lines) == [-86, 1]
    assert len(commissions.why_many(CLERK, run.run_id, [each.line_no for each in lines], "en")) == 2
