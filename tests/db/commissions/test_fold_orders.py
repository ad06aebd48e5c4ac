"""Orders are added to kept figures one by one, and come to the same as working all out again."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from django.test.utils import CaptureQueriesContext

from commissions import public as commissions
from commissions.models import LiveFigure, LiveFigures, PlanVersion
from commissions.selectors import readied_period
from commissions.selectors.input_mark import InputMark, input_mark
from commissions.services import refresh_figures
from core.periods import Period
from tests.db.commissions.company import CLOSING, MARCH, Till, enrol

Rows = dict[int, tuple[int, int, bool, str, int]]


def rows() -> Rows:
    columns = ("pv_minor", "gv_minor", "is_active", "rank", "earned_minor")
    return {row[0]: row[1:] for row in LiveFigure.objects.values_list("member_id", *columns)}


def worked_out() -> Rows:
    LiveFigures.objects.all().delete()
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    return rows()


def test_an_order_reaches_everybody_above(till: Till, sold: dict[str, int]) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    till.record(sold["cara"], pv="100", cv="100")
    assert commissions.fold_orders(period_key=MARCH) == 1
    folded = rows()
    assert folded[sold["anna"]][:2] == (60_00, 340_00)
    assert folded[sold["bert"]][:2] == (60_00, 280_00)
    assert folded[sold["cara"]][:2] == (220_00, 220_00)
    assert folded == worked_out()


def test_nothing_new_changes_nothing(till: Till, sold: dict[str, int]) -> None:
    assert commissions.fold_orders(period_key=MARCH) == 0
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    before = rows()
    assert commissions.fold_orders(period_key=MARCH) == 0
    assert rows() == before


def test_an_order_of_another_month_only_moves_the_mark(till: Till, sold: dict[str, int]) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    before = rows()
    till.record(sold["cara"], pv="100", on=CLOSING.date())
    assert commissions.fold_orders(period_key=MARCH) == 0
    assert rows() == before
    kept = LiveFigures.objects.get()
    assert kept.input_mark.endswith(f"|{kept.last_entry_id}")


def test_somebody_who_becomes_active_is_paid_by_the_same_order(till: Till) -> None:
    """Bert reaches his fifty points by his own order, and takes his customer's right after."""
    line = enrol({"anna": None, "bert": "anna"})
    till.record(line["anna"], pv="60")
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    till.record(line["bert"], pv="50")
    till.record(line["bert"], pv="1", cv="100", customer=True)
    assert commissions.fold_orders(period_key=MARCH) == 2
    assert rows()[line["bert"]] == (51_00, 51_00, True, "partner", 12_00)
    assert rows() == worked_out()


def test_whoever_joins_after_the_period_has_no_figures_in_it(
    till: Till, sold: dict[str, int]
) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    late = enrol({"dora": None}, at=CLOSING)["dora"]
    till.record(late, pv="100", cv="100")
    commissions.fold_orders(period_key=MARCH)
    assert late not in rows()
    assert rows() == worked_out()


@pytest.mark.parametrize("seed", range(6))
def test_volumes_are_exact_whatever_comes(till: Till, seed: int) -> None:
    random = Random(seed)
    names = [f"m{place}" for place in range(12)]
    sponsors = {
        name: names[random.randrange(place)] if place else None for place, name in enumerate(names)
    }
    members = enrol(sponsors)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    for _order in range(10):
        who, pv = members[random.choice(names)], str(random.choice([0, 30, 60, 900]))
        till.record(who, pv=pv, cv=str(random.randint(0, 200)), customer=random.random() < 0.5)
        if random.random() < 0.4:
            commissions.fold_orders(period_key=MARCH)
    commissions.fold_orders(period_key=MARCH)
    folded, exact = rows(), worked_out()
    for member, (pv, gv, active, rank, _earned) in exact.items():
        assert folded[member][:4] == (pv, gv, active, rank)


def test_the_statements_do_not_grow_with_the_orders(
    till: Till, sold: dict[str, int], django_assert_max_num_queries: type[CaptureQueriesContext]
) -> None:
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    for _order in range(5):
        till.record(sold["cara"], pv="1")
    with django_assert_max_num_queries(14):
        assert commissions.fold_orders(period_key=MARCH) == 5


def test_an_order_between_mark_and_reading_counts_once(
    till: Till, sold: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def marked_before(version: PlanVersion, period: Period, at: datetime) -> InputMark:
        mark = input_mark(version, period, at)
        return mark._replace(entry_id=mark.entry_id - 1)

    monkeypatch.setattr(refresh_figures, "input_mark", marked_before)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    kept = rows()
    assert commissions.fold_orders(period_key=MARCH) == 0
    monkeypatch.undo()
    assert rows() == kept == worked_out()


@pytest.mark.parametrize("large", [25_000, 1])
def test_columns_and_walk_keep_the_same_rows(
    till: Till, sold: dict[str, int], monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    enrol({"dora": "cara", "emil": "dora"})
    monkeypatch.setattr(readied_period, "LARGE", large)
    kept = worked_out()
    assert {number: kept[number][:3] for number in sold.values()} == {
        sold["anna"]: (60_00, 240_00, True),
        sold["bert"]: (60_00, 180_00, True),
        sold["cara"]: (120_00, 120_00, True),
    }
    assert sorted(row[4] for row in kept.values()) == [6_00, 6_00, 15_00]
    assert len(kept) == 3
