"""Plans of stages, groups and leaders through the books: drafted, published, asked about, paid."""

from __future__ import annotations

import pytest

from commissions import public as commissions
from commissions.models import EarningLine
from tests.db.commissions.company import OWNER, Till, enrol, found_company, publish, sign
from tests.db.commissions.test_publish_run import balance

CHAIN = {"anna": None, "bert": "anna", "cara": "bert", "dora": "cara"}


def sell(plan: str) -> dict[str, int]:
    """Sign a plan, and let everybody in a line of four sell enough for a rank."""
    found_company()
    sign(plan)
    line, till = enrol(CHAIN), Till()
    for name, points in (("anna", "12000"), ("bert", "9500"), ("cara", "1200"), ("dora", "900")):
        till.record(line[name], pv=points, cv=points, customer=True)
        till.record(line[name], pv="250", cv="33.33")
    return line


@pytest.mark.parametrize(
    "plan", ["havelstein", "birkenhain", "leinetal", "silberlinde", "ahornsee", "weissdorn"]
)
def test_every_line_is_explained_and_their_sum_is_booked(db: None, plan: str) -> None:
    line = sell(plan)
    run = publish(plan=plan)
    lines = EarningLine.objects.filter(run_id=run.run_id)
    numbers = [each.line_no for each in lines]
    assert numbers
    for language in ("de", "en"):
        told = commissions.why_many(OWNER, run.run_id, numbers, language)
        assert sorted(told) == sorted(numbers)
        assert all(plan in sentence for sentence in told.values())
    for member_id in line.values():
        earned = sum(each.amount_minor for each in lines if each.member_id == member_id)
        assert balance(member_id, "pending") == earned


def test_a_leaders_line_says_what_came_up_and_what_went_on(db: None) -> None:
    line = sell("silberlinde")
    run = publish(plan="silberlinde")
    leader = EarningLine.objects.get(run_id=run.run_id, member_id=line["anna"], rule_id="fuehrung")
    told = commissions.why_many(OWNER, run.run_id, [leader.line_no], "en")[leader.line_no]
    assert "handed up by broken-away groups" in told
    assert "less" in told
