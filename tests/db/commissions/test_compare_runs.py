"""A run beside the last published one, and beside the draft it replaced."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commissions import public as commissions
from commissions.closing import comparison
from commissions.closing.kept import keep_comparisons
from commissions.models import KeptComparison
from commissions.public import Change, ChangeTotals
from core.errors import Denied
from core.paging import PageRequest
from tests.db.commissions.company import CLERK, STRANGER, Till, draft, publish

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)
IN_APRIL = date(2026, 4, 10)


def compared(
    run_id: int, against: str = "published", page: PageRequest | None = None
) -> commissions.RunComparison:
    with translation.override("en"):
        return commissions.compare_runs(CLERK, run_id, against=against, page=page)


def sums(found: commissions.RunComparison) -> list[tuple[int, int, int]]:
    return [
        (row.member_id, row.amount.before_minor, row.amount.now_minor)
        for row in found.members.items
    ]


@pytest.fixture
def april(till: Till, sold: dict[str, int]) -> int:
    """Publish March; in April bert is active alone and cara sells for 300 CV."""
    publish()
    till.record(sold["bert"], pv="60", on=IN_APRIL)
    till.record(sold["cara"], cv="300", pv="60", customer=True, on=IN_APRIL)
    return draft("2026-04", at=MAY).run_id


def test_members_are_listed_by_how_much_changes(sold: dict[str, int], april: int) -> None:
    found = compared(april)
    assert sums(found) == [
        (sold["cara"], 6_00, 36_00),
        (sold["anna"], 6_00, 0),
        (sold["bert"], 15_00, 18_00),
    ]
    assert found.totals == ChangeTotals(2, 33_00, 1, 6_00)
    assert found.other is not None
    assert (found.other.period_key, found.run.period_key) == ("2026-03", "2026-04")
    anna = found.members.items[1]
    assert (anna.rank_before, anna.rank_now) == ("Partner", "Partner")
    assert [(rule.rule_name, rule.amount) for rule in anna.rules] == [
        ("Team commission", Change(6_00, 0))
    ]


def test_rules_are_compared_level_by_level(sold: dict[str, int], april: int) -> None:
    assert [
        (rule.level, rule.before_lines, rule.now_lines, rule.amount)
        for rule in compared(april).rules
    ] == [(1, 2, 1, Change(18_00, 36_00)), (2, 2, 1, Change(9_00, 18_00))]


def test_a_page_holds_its_part_and_knows_of_more(sold: dict[str, int], april: int) -> None:
    second = compared(april, page=PageRequest(2, 1))
    assert sums(second) == [(sold["anna"], 6_00, 0)]
    assert second.members.has_next


def test_a_draft_is_compared_with_the_one_it_replaced(
    till: Till, sold: dict[str, int], april: int
) -> None:
    assert compared(april, "draft").other is None
    till.record(sold["cara"], cv="10", customer=True, on=IN_APRIL)
    new = draft("2026-04", at=MAY).run_id
    found = compared(new, "draft")
    assert found.other is not None
    assert found.other.run_id == april
    assert sums(found) == [(sold["cara"], 36_00, 37_20), (sold["bert"], 18_00, 18_60)]
    assert found.totals == ChangeTotals(2, 1_80, 0, 0)


def test_without_another_run_everything_is_new(sold: dict[str, int]) -> None:
    found = compared(draft().run_id)
    assert found.other is None
    assert sums(found) == [
        (sold["bert"], 0, 15_00), (sold["anna"], 0, 6_00), (sold["cara"], 0, 6_00),
    ]  # fmt: skip


def test_the_number_of_statements_does_not_depend_on_what_changed(
    april: int, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(8):  # type: ignore[operator]
        compared(april)
    with django_assert_num_queries(8):  # type: ignore[operator]
        compared(april, page=PageRequest(1, 1))


def test_what_is_kept_with_a_draft_is_not_worked_out_again(
    till: Till, sold: dict[str, int], april: int, monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: object,
) -> None:  # fmt: skip
    till.record(sold["cara"], cv="10", customer=True, on=IN_APRIL)
    new = draft("2026-04", at=MAY).run_id
    fresh = {against: compared(new, against) for against in ("published", "draft")}
    second = compared(new, page=PageRequest(2, 1))
    other, totals = keep_comparisons(run_id=new, actor=CLERK)
    assert (other, totals) == ("2026-03", fresh["published"].totals)
    monkeypatch.setattr(comparison, "worked_out", None)
    assert {against: compared(new, against) for against in fresh} == fresh
    assert compared(new, page=PageRequest(2, 1)) == second
    with django_assert_num_queries(5):  # type: ignore[operator]
        compared(new)


def test_beyond_what_is_kept_it_is_worked_out(
    sold: dict[str, int], april: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commissions.closing.kept.TABLE", 2)
    keep_comparisons(run_id=april, actor=CLERK)
    assert [len(row.members) for row in KeptComparison.objects.all()] == [2, 2]
    assert len(compared(april).members.items) == 3
    assert compared(april, page=PageRequest(1, 1)).members.has_next


def test_what_is_kept_of_another_pair_does_not_count(
    till: Till, sold: dict[str, int], april: int
) -> None:
    """A comparison is kept, then the earlier month it was compared with gets a successor."""
    may = draft("2026-05", at=datetime(2026, 6, 1, 8, tzinfo=UTC)).run_id
    keep_comparisons(run_id=may, actor=CLERK)
    publish("2026-04", at=MAY)
    found = compared(may)
    assert found.other is not None
    assert found.other.period_key == "2026-04"
    assert found.totals.losing == 2


def test_only_the_last_draft_of_a_period_keeps_them(
    till: Till, sold: dict[str, int], april: int
) -> None:
    keep_comparisons(run_id=april, actor=CLERK)
    till.record(sold["cara"], cv="10", customer=True, on=IN_APRIL)
    new = draft("2026-04", at=MAY).run_id
    keep_comparisons(run_id=new, actor=CLERK)
    assert set(KeptComparison.objects.values_list("run_id", flat=True)) == {new}
    with pytest.raises(Denied):
        keep_comparisons(run_id=new, actor=STRANGER)


def test_it_is_nobodys_business_but_finances(april: int) -> None:
    with pytest.raises(Denied):
        commissions.compare_runs(STRANGER, april)
