"""A member's period at a glance."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commissions import public as commissions
from commissions.models import LiveFigures
from commissions.selectors import figures
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
    look(sold["anna"])
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        look(sold["anna"])


def test_days_are_counted_by_the_company_not_by_utc(till: Till, line: dict[str, int]) -> None:
    till.record(line["cara"], pv="5", on=date(2026, 3, 31))
    assert look(line["cara"]).pv_minor == 5_00
    assert look(line["cara"], "2026-04").pv_minor == 0


def test_it_tells_what_the_next_rank_asks_for(till: Till, sold: dict[str, int]) -> None:
    card = look(sold["bert"]).card
    assert card is not None
    following = card.to_reach
    assert following is not None
    assert (following.rank, following.rank_name) == ("teamleitung", "Team lead")
    group, own = following.needs
    assert (group.kind, group.required, group.actual) == ("group_volume", 1000_00, 180_00)
    assert (own.kind, own.missing, own.is_met) == ("personal_volume", 20_00, False)
    assert (group.missing, group.thousandths) == (820_00, 180)


def test_the_period_before_stands_beside_it(till: Till, sold: dict[str, int]) -> None:
    publish()
    till.record(sold["bert"], pv="9", customer=True, on=date(2026, 4, 2))
    seen = look(sold["bert"], "2026-04")
    assert seen.before is not None
    assert (seen.before.period_key, seen.before.gv_minor, seen.before.is_final) == (
        MARCH, 180_00, True,
    )  # fmt: skip
    assert (seen.customer_pv_minor, seen.before.customer_pv_minor) == (9_00, 0)
    assert [point.period_key for point in seen.history] == [MARCH, "2026-04"]
    assert seen.history[0].earned_minor == 15_00


def test_what_is_delivered_is_released_on_its_day(till: Till, line: dict[str, int]) -> None:
    till.record(line["bert"], pv="60")
    order_id = till.record(line["cara"], pv="80", cv="100")
    publish()
    assert look(line["bert"], "2026-04").releases == ()
    commissions.set_vesting(order_ids=[order_id], at=MAY)
    releases = look(line["bert"], "2026-04").releases
    assert [(release.on, release.amount_minor) for release in releases] == [
        (date(2026, 3, 25), 12_00)
    ]


def test_figures_are_worked_out_once_for_everybody(till: Till, sold: dict[str, int]) -> None:
    first = look(sold["anna"])
    again = look(sold["bert"])
    assert first.computed_at == again.computed_at
    assert LiveFigures.objects.count() == 2


def test_a_large_network_shows_its_last_figures_and_says_so(
    till: Till, sold: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "WORKED_OUT_BY_PAGES", 0)
    before_any = look(sold["bert"])
    assert (before_any.gv_minor, before_any.computed_at, before_any.is_outdated) == (0, None, True)
    assert commissions.refresh_figures(period_key=MARCH, at=MAY)
    assert (look(sold["bert"]).gv_minor, look(sold["bert"]).is_outdated) == (180_00, False)
    till.record(sold["cara"], pv="7")
    later = look(sold["bert"])
    assert (later.gv_minor, later.computed_at, later.is_outdated) == (180_00, MAY, True)
    assert commissions.fold_orders(period_key=MARCH) == 1
    folded = look(sold["bert"])
    assert (folded.gv_minor, folded.computed_at, folded.is_outdated) == (187_00, MAY, False)


def test_kept_figures_are_those_of_a_run(till: Till, sold: dict[str, int]) -> None:
    so_far = {name: look(number) for name, number in sold.items()}
    publish()
    settled = {name: look(number) for name, number in sold.items()}
    for name, seen in so_far.items():
        final = settled[name]
        assert (seen.pv_minor, seen.gv_minor, seen.is_active, seen.rank) == (
            final.pv_minor, final.gv_minor, final.is_active, final.rank,
        ), name  # fmt: skip


def test_nothing_new_is_not_worked_out_again(sold: dict[str, int]) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=MAY)
    assert not commissions.refresh_figures(period_key=MARCH, at=MAY)
