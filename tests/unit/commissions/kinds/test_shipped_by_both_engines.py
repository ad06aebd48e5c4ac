"""Plans of stages and leaders: what they promise, both engines pay, line by line."""

from __future__ import annotations

import pytest

from commissions.arrays.lines import earnings_of
from commissions.arrays.picture import from_picture
from commissions.arrays.settle import can_settle
from commissions.arrays.settle import settle as settle_columns
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import read_examples
from commissions.engine.settlement import settle
from commissions.shipped_plans import shipped_plan

PLANS = [
    ("havelstein", "2026-01-01"),
    ("birkenhain", "2026-01-01"),
    ("leinetal", "2026-01-01"),
    ("rosmarin", "2026-01-05"),
    ("silberlinde", "2026-01-01"),
    ("steinklee", "2026-01-01"),
    ("ahornsee", "2026-01-01"),
    ("weissdorn", "2026-01-01"),
]


@pytest.mark.parametrize(("code", "day"), PLANS)
def test_both_engines_pay_what_is_promised(code: str, day: str) -> None:
    shipped = shipped_plan(code, day)
    plan = read_plan(shipped.document, shipped.filename)
    assert can_settle(plan)
    for example in read_examples(plan, shipped.examples):
        for period in example.periods:
            picture = period.tree.picture
            by_columns = [
                line
                for block in settle_columns(plan, from_picture(picture)).blocks
                for line in earnings_of(block, picture.member_ids, picture.volumes)
            ]
            assert by_columns == list(settle(plan, picture).lines), example.name
