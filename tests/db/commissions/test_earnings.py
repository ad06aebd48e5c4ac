"""What a member earned, run by run and line by line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commissions import public as commissions
from commissions.models import VolumeEntry
from core.errors import Denied
from core.paging import PageRequest
from tests.db.commissions.company import CLERK, MARCH, STRANGER, Till, draft, partner, publish

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def test_each_line_shows_order_rule_level_and_when_it_is_payable(sold: dict[str, int]) -> None:
    run = publish()
    commissions.set_vesting(
        order_ids=list(VolumeEntry.objects.values_list("order_id", flat=True)[:3]), at=AT
    )
    page = commissions.earnings_page(partner(sold["bert"]), member_id=sold["bert"])
    first, second = page.items
    assert (first.run_id, first.period_key, first.plan_label) == (run.run_id, MARCH, "quellmoos v1")
    assert (first.rule_id, first.level, first.rate_bp) == ("team", 1, 1200)
    assert (first.base_minor, first.amount_minor, first.currency) == (100_00, 12_00, "EUR")
    assert (first.kind, first.from_member_id, first.paid_on) == (
        "own", sold["cara"], date(2026, 3, 10),
    )  # fmt: skip
    assert (first.vests_on, first.is_vested) == (date(2026, 3, 25), False)
    assert (second.kind, second.vests_on) == ("customer", None)
    commissions.vest_due(as_of=date(2026, 4, 1), at=AT)
    page = commissions.earnings_page(partner(sold["bert"]), member_id=sold["bert"])
    assert [line.is_vested for line in page.items] == [True, False]


def test_runs_show_what_is_earned_vested_and_held(till: Till, sold: dict[str, int]) -> None:
    run = publish()
    orders = VolumeEntry.objects.order_by("id").values_list("order_id", flat=True)
    commissions.set_vesting(order_ids=list(orders[:3]), at=AT)
    commissions.vest_due(as_of=date(2026, 4, 1), at=AT)
    (found,) = commissions.earnings_by_run(sold["bert"])
    assert (found.run_id, found.line_count, found.earned_minor) == (run.run_id, 2, 15_00)
    assert (found.vested_minor, found.pending_minor) == (12_00, 3_00)


def test_a_period_or_a_run_can_be_asked_for(till: Till, sold: dict[str, int]) -> None:
    march = publish()
    till.record(sold["bert"], pv="60", on=date(2026, 4, 1))
    till.record(sold["cara"], cv="5", on=date(2026, 4, 1))
    april = publish("2026-04", at=AT)
    actor = partner(sold["bert"])

    def runs(**which: object) -> list[int]:
        page = commissions.earnings_page(actor, member_id=sold["bert"], **which)  # type: ignore[arg-type]
        return [line.run_id for line in page.items]

    assert runs() == [april.run_id, march.run_id, march.run_id]
    assert runs(run_id=april.run_id) == [april.run_id]
    assert runs(period_key=MARCH) == [march.run_id] * 2
    assert runs(run_id=4711) == []
    assert runs(page=PageRequest(2, 2)) == [march.run_id]


def test_a_draft_is_shown_to_staff_only(sold: dict[str, int]) -> None:
    run = draft()
    for actor, lines in ((CLERK, 2), (partner(sold["bert"]), 0)):
        page = commissions.earnings_page(actor, member_id=sold["bert"], run_id=run.run_id)
        assert len(page.items) == lines


@pytest.mark.parametrize("other", ["anna", "cara"])
def test_nobody_sees_what_others_earn(sold: dict[str, int], other: str) -> None:
    publish()
    for actor in (partner(sold[other]), STRANGER):
        with pytest.raises(Denied):
            commissions.earnings_page(actor, member_id=sold["bert"])


def test_a_page_costs_few_statements_however_long(
    till: Till, line: dict[str, int], django_assert_max_num_queries: object
) -> None:
    for name in ("anna", "bert"):
        till.record(line[name], pv="60")
    for _each in range(30):
        till.record(line["cara"], cv="10")
    publish()
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        page = commissions.earnings_page(partner(line["bert"]), member_id=line["bert"])
    assert (len(page.items), page.has_next) == (25, True)
