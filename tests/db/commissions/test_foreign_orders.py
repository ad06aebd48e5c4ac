"""Orders in other currencies count at the plan's rates, from the order to the ledger."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import transaction

from commissions import public as commissions
from commissions.closing.overview import left_out_orders
from commissions.selectors import readied_period
from commissions.selectors.verify_run import verify_run
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    IN_APRIL,
    MAY_FIRST,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)
from tests.db.commissions.test_publish_run import balance

PLAN = "bodensee"


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Found a company that pays in euros and counts francs and zloty; enrol anna above bert."""
    found_company()
    sign(PLAN)
    return enrol({"anna": None, "bert": "anna"})


def test_francs_and_zloty_are_paid_in_euros(line: dict[str, int]) -> None:
    till = Till()
    till.record(line["bert"], cv="100", currency="CHF")
    till.record(line["bert"], cv="1000", currency="PLN")
    till.record(line["bert"], cv="100")
    run = publish(plan=PLAN)
    # 106.25 and 234.57 and 100.00 euros; a half goes to the even cent
    assert run.net_minor == 106_25 + 234_57 + 100_00
    assert balance(line["anna"], "pending") == 10_62 + 23_46 + 10_00
    assert verify_run(OWNER, run.run_id).is_same


def test_why_names_the_money_of_the_order_and_the_rate(line: dict[str, int]) -> None:
    Till().record(line["bert"], cv="100", currency="CHF")
    run = draft(plan=PLAN)
    (sentence,) = commissions.why_many(CLERK, run.run_id, [1], "en").values()
    assert "that is 10% of €106.25" in sentence
    assert ": CHF\N{NO-BREAK SPACE}100.00, 1 CHF = €1.0625, bought by member" in sentence


def test_an_order_without_a_rate_is_left_out_and_says_so(line: dict[str, int]) -> None:
    Till().record(line["bert"], cv="100", currency="USD")
    run = draft(plan=PLAN)
    assert run.line_count == 0
    (order,) = left_out_orders(CLERK, run.run_id)
    assert order.reason == "currency"


def test_what_comes_back_in_francs_is_taken_back_whole(line: dict[str, int]) -> None:
    order = Till().record(line["bert"], cv="33.33", currency="CHF")
    publish(plan=PLAN)
    assert balance(line["anna"], "pending") == 3_54
    take_back(order, cv="11.11")
    take_back(order, cv="22.22", on=date(2026, 4, 9))
    run = publish(APRIL, at=MAY_FIRST, plan=PLAN)
    assert balance(line["anna"], "pending") == 0
    (sentence,) = commissions.why_many(CLERK, run.run_id, [1], "en").values()
    assert "gives back €3.54" in sentence


def test_kernels_pay_foreign_orders_alike(
    line: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    till = Till()
    for currency in ("CHF", "PLN", "EUR"):
        till.record(line["bert"], cv="77.77", currency=currency)
    monkeypatch.setattr(readied_period, "LARGE", 1)
    run = draft(plan=PLAN)
    assert run.line_count == 3
    assert verify_run(OWNER, run.run_id).is_same


def test_live_figures_count_francs_too(line: dict[str, int]) -> None:
    at = datetime(2026, 4, 20, 8, tzinfo=MAY_FIRST.tzinfo)
    commissions.refresh_figures(period_key=APRIL, at=at)
    Till().record(line["bert"], cv="100", currency="CHF", on=IN_APRIL)
    with transaction.atomic():
        assert commissions.fold_orders(period_key=APRIL) == 1
