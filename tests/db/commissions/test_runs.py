"""Runs as staff sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commissions import public as commissions
from core.errors import Denied
from core.paging import PageRequest
from tests.db.commissions.company import CLERK, STRANGER, Till, draft, partner, publish

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)


def test_runs_are_listed_latest_first_without_replaced_drafts(
    till: Till, sold: dict[str, int]
) -> None:
    march = publish()
    draft("2026-04", at=MAY)
    till.record(sold["cara"], cv="1", on=date(2026, 4, 1))
    april = draft("2026-04", at=MAY)
    page = commissions.runs_page(CLERK)
    assert [(run.run_id, run.state) for run in page.items] == [
        (april.run_id, "draft"),
        (march.run_id, "published"),
    ]
    assert page.items[1].plan_label == "quellmoos v1"
    assert [run.run_id for run in commissions.runs_page(CLERK, PageRequest(2, 1)).items] == [
        march.run_id
    ]


def test_a_list_of_runs_is_one_statement(
    sold: dict[str, int], django_assert_num_queries: object
) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        draft(month)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(commissions.runs_page(CLERK).items) == 3


def test_a_run_shows_levels_ranks_and_best_earners(
    till: Till, sold: dict[str, int], django_assert_max_num_queries: object
) -> None:
    march = publish()
    till.record(sold["anna"], pv="1000", on=date(2026, 4, 1))
    april = draft("2026-04", at=MAY)
    with translation.override("en"), django_assert_max_num_queries(8):  # type: ignore[operator]
        detail = commissions.run_detail(CLERK, march.run_id)
    assert [
        (x.rule_name, x.level, x.rate_bp, x.line_count, x.amount_minor) for x in detail.levels
    ] == [("Team commission", 1, 1200, 2, 18_00), ("Team commission", 2, 600, 2, 9_00)]
    assert [(x.member_id, x.line_count, x.amount_minor) for x in detail.top_members] == [
        (sold["bert"], 2, 15_00),
        (sold["anna"], 1, 6_00),
        (sold["cara"], 1, 6_00),
    ]
    assert (detail.active_members, detail.previous) == (3, None)
    ranks = {x.rank_name: x.members for x in detail.ranks}
    assert ranks == {"Director": 0, "Area lead": 0, "Team lead": 0, "Partner": 3}
    later = commissions.run_detail(CLERK, april.run_id)
    assert later.previous is not None
    assert later.previous.run_id == march.run_id
    assert {x.rank: x.members for x in later.ranks}["teamleitung"] == 1


def test_runs_are_nobodys_business_but_finances(sold: dict[str, int]) -> None:
    run = draft()
    for actor in (partner(sold["anna"]), STRANGER):
        with pytest.raises(Denied):
            commissions.runs_page(actor)
        with pytest.raises(Denied):
            commissions.run_detail(actor, run.run_id)


def test_a_run_that_is_not_there_is_not_found(till: Till) -> None:
    with pytest.raises(commissions.RunNotFound):
        commissions.run_detail(CLERK, 4711)
