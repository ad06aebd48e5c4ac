"""A member's period at a glance."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commissions import public as commissions
from core.errors import Denied
from tests.db.commissions.company import (
    MARCH,
    Till,
    enrol,
    found_company,
    partner,
    publish,
)

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)


def look(member_id: int, period: str = MARCH) -> commissions.Dashboard:
    with translation.override("en"):
        return commissions.dashboard(partner(member_id), member_id, period)


def test_before_a_run_the_figures_are_those_of_the_orders_so_far(
    till: Till, sold: dict[str, int]
) -> None:
    seen = look(sold["bert"])
    assert not seen.is_final
    assert (seen.pv_minor, seen.gv_minor, seen.is_active) == (60_00, 180_00, True)
    assert (seen.rank, seen.rank_name, seen.active_pv_minor) == ("partner", "Partner", 50_00)
    till.record(sold["cara"], pv="7")
    assert look(sold["bert"]).gv_minor == 187_00


def test_after_publishing_they_are_the_runs(till: Till, sold: dict[str, int]) -> None:
    run = publish()
    till.record(sold["cara"], pv="7")
    seen = look(sold["bert"])
    assert seen.is_final
    assert (seen.gv_minor, seen.plan_label, seen.currency) == (180_00, "quellmoos v1", "EUR")
    assert [(x.run_id, x.earned_minor) for x in seen.runs] == [(run.run_id, 15_00)]


def test_new_partners_are_those_of_the_period(till: Till, line: dict[str, int]) -> None:
    enrol({"dora": "anna", "emil": "anna"}, at=datetime(2026, 3, 9, 8, tzinfo=UTC))
    enrol({"fred": "anna"}, at=datetime(2026, 4, 9, 8, tzinfo=UTC))
    march, april = look(line["anna"]), look(line["anna"], "2026-04")
    assert (march.partners, march.new_partners) == (3, 2)
    assert (april.partners, april.new_partners) == (4, 1)


def test_who_had_not_joined_has_nothing(till: Till, sold: dict[str, int]) -> None:
    publish()
    late = enrol({"late": None}, at=MAY)["late"]
    for period in (MARCH, "2026-04"):
        seen = look(late, period)
        assert (seen.pv_minor, seen.gv_minor, seen.is_active, seen.rank) == (0, 0, False, "")


@pytest.mark.django_db
def test_before_there_is_a_plan_the_page_still_opens() -> None:
    found_company()
    anna = enrol({"anna": None})["anna"]
    seen = look(anna)
    assert (seen.plan_label, seen.currency, seen.is_active, seen.runs) == ("", "EUR", False, ())


def test_nobody_looks_at_others(sold: dict[str, int]) -> None:
    with pytest.raises(Denied):
        commissions.dashboard(partner(sold["anna"]), sold["bert"], MARCH)


@pytest.mark.parametrize("published", [True, False])
def test_it_costs_few_statements(
    sold: dict[str, int], django_assert_max_num_queries: object, published: bool
) -> None:
    if published:
        publish()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        look(sold["anna"])


def test_days_are_counted_by_the_company_not_by_utc(till: Till, line: dict[str, int]) -> None:
    till.record(line["cara"], pv="5", on=date(2026, 3, 31))
    assert look(line["cara"]).pv_minor == 5_00
    assert look(line["cara"], "2026-04").pv_minor == 0
