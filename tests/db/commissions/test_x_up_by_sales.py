"""X-up by sales through the books: counted over months, explained, and settled again alike."""

from __future__ import annotations

from datetime import date

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, RunCarry
from commissions.selectors.verify_run import verify_run
from tests.db.commissions.company import (
    APRIL,
    MARCH,
    MAY_FIRST,
    OWNER,
    Till,
    enrol,
    found_company,
    publish,
    sign,
)

PLAN = "zirbel"


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Let anna, who has sold twice, stand above bert, who sells for the first time in March."""
    found_company()
    sign(PLAN)
    line, till = enrol({"anna": None, "bert": "anna"}), Till()
    for number in line.values():
        till.record(number, pv="20", on=date(2026, 3, 1))
    for _each in range(2):
        till.record(line["anna"], cv="100", customer=True, on=date(2026, 3, 5))
    till.record(line["bert"], cv="100", customer=True, on=date(2026, 3, 6))
    return line


def test_sales_are_counted_over_months_and_explained(line: dict[str, int]) -> None:
    first = publish(MARCH, plan=PLAN)
    found = EarningLine.objects.get(run_id=first.run_id, rule_id="zwei_hoch")
    assert (found.member_id, found.amount_minor) == (line["anna"], 20_00)
    counted = RunCarry.objects.filter(run_id=first.run_id, rule_id="zwei_hoch", name="sales")
    assert dict(counted.values_list("member_id", "amount")) == {line["anna"]: 2, line["bert"]: 1}
    till = Till()
    till.count = 10
    for number in line.values():
        till.record(number, pv="20", on=date(2026, 4, 1))
    for amount in ("200", "400"):
        till.record(line["bert"], cv=amount, customer=True, on=date(2026, 4, 7))
    after = publish(APRIL, at=MAY_FIRST, plan=PLAN)
    paid = EarningLine.objects.filter(run_id=after.run_id, rule_id="zwei_hoch")
    assert list(paid.order_by("line_no").values_list("member_id", "amount_minor")) == [
        (line["anna"], 40_00), (line["bert"], 80_00),
    ]  # fmt: skip
    for run in (first, after):
        assert verify_run(OWNER, run.run_id).is_same
    numbers = [each.line_no for each in paid]
    told = " ".join(commissions.why_many(OWNER, after.run_id, numbers, "en").values())
    assert "passes this sale up" in told
    german = commissions.why_many(OWNER, after.run_id, numbers, "de")
    assert "gibt diesen Verkauf nach oben" in " ".join(german.values())
