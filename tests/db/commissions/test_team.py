"""A line as a list: sorted, filtered, and never more than may be seen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissions import public as commissions
from commissions.public import TeamFilter, TeamRow
from core.errors import Denied
from core.paging import PageRequest
from tests.db.commissions.company import CLERK, Till, enrol, partner

DAY = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 9, tzinfo=UTC)
APRIL = datetime(2026, 4, 20, 9, tzinfo=UTC)


def rows(member_id: int, *, size: int = 25, **wanted: object) -> tuple[TeamRow, ...]:
    """Return the first page that a partner sees of the own line."""
    asked = TeamFilter(**{"day": DAY, **wanted})  # type: ignore[arg-type]
    request = PageRequest(1, size)
    return commissions.team_list(partner(member_id), member_id, asked, request, at=AT).page.items


def numbers(member_id: int, **wanted: object) -> list[int]:
    """Return the numbers of that page."""
    return [row.member.member_id for row in rows(member_id, **wanted)]


@pytest.fixture
def team(till: Till) -> dict[str, int]:
    """Let Anna sponsor Bert, Cora and Dirk, and Bert sponsor Emma."""
    people = enrol({"anna": None, "bert": "anna", "cora": "anna", "dirk": "anna", "emma": "bert"})
    till.record(people["bert"], pv="60", on=date(2026, 2, 3))
    till.record(people["bert"], pv="10", on=date(2026, 3, 3))
    till.record(people["cora"], pv="40", on=date(2026, 3, 4))
    till.record(people["emma"], pv="90", on=date(2026, 3, 5))
    return people


def test_shows_level_by_level_and_volumes_of_direct_partners_only(team: dict[str, int]) -> None:
    shown = {row.member.member_id: row for row in rows(team["anna"])}
    assert list(shown) == [team["bert"], team["cora"], team["dirk"], team["emma"]]
    bert, emma = shown[team["bert"]], shown[team["emma"]]
    assert (bert.level, bert.pv_minor, bert.gv_minor) == (1, 10_00, 100_00)
    assert bert.last_order_month == "2026-03"
    assert (emma.level, emma.pv_minor, emma.gv_minor, emma.last_order_month) == (2,) + (None,) * 3
    assert shown[team["dirk"]].last_order_month == ""


def test_sorts_both_ways_and_what_is_hidden_last(team: dict[str, int]) -> None:
    bert, cora, dirk, emma = (team[name] for name in ("bert", "cora", "dirk", "emma"))
    assert numbers(team["anna"], sort="-gv") == [bert, cora, dirk, emma]
    assert numbers(team["anna"], sort="gv") == [dirk, cora, bert, emma]
    assert numbers(team["anna"], sort="pv") == [dirk, bert, cora, emma]
    assert numbers(team["anna"], sort="-number") == [emma, dirk, cora, bert]
    assert numbers(team["anna"], sort="order") == [bert, cora, dirk, emma]
    for sort in commissions.TEAM_SORTS:
        assert len(numbers(team["anna"], sort=f"-{sort}")) == 4


def test_filters(team: dict[str, int]) -> None:
    anna = team["anna"]
    fred = enrol({"fred": "anna"}, at=datetime(2026, 3, 9, 8, tzinfo=UTC))["fred"]
    assert numbers(anna, level=2) == [team["emma"]]
    assert numbers(anna, levels=1, only_new=True) == [fred]
    assert numbers(anna, status="suspended") == []
    assert len(numbers(anna, country="DE", status="active")) == 5
    assert numbers(anna, country="AT") == []
    assert numbers(anna, rank="direktion") == []


def test_is_paged_and_counts_the_whole(team: dict[str, int]) -> None:
    asked, request = TeamFilter(day=DAY), PageRequest(2, 3)
    anna = team["anna"]
    found = commissions.team_list(partner(anna), anna, asked, request, at=AT)
    assert [row.member.member_id for row in found.page.items] == [team["emma"]]
    assert (found.page.total, found.page.has_next, found.is_cut) == (4, False, False)
    assert found.countries == ("DE",)
    assert [rank for rank, _name in found.ranks][:2] == ["partner", "teamleitung"]


def test_is_of_the_day_asked_for(team: dict[str, int]) -> None:
    enrol({"fred": "anna"}, at=APRIL)
    assert len(numbers(team["anna"])) == 4
    assert len(numbers(team["anna"], day=APRIL.date())) == 5
    february = {row.member.member_id: row for row in rows(team["anna"], day=date(2026, 2, 28))}
    assert february[team["bert"]].gv_minor == 60_00


def test_an_export_holds_the_same_rows(team: dict[str, int]) -> None:
    anna = team["anna"]
    exported = commissions.team_export(partner(anna), anna, TeamFilter(day=DAY), at=AT)
    assert tuple(exported) == rows(anna)


def test_nobody_lists_another_line(team: dict[str, int]) -> None:
    for actor in (partner(team["bert"]), CLERK):
        with pytest.raises(Denied):
            commissions.team_list(actor, team["anna"], TeamFilter(day=DAY), PageRequest(), at=AT)


def test_needs_as_many_statements_for_many_as_for_few(team: dict[str, int]) -> None:
    rows(team["anna"])
    with CaptureQueriesContext(connection) as few:
        rows(team["anna"], sort="-gv")
    enrol({f"p{number}": "anna" for number in range(30)})
    rows(team["anna"])
    with CaptureQueriesContext(connection) as many:
        rows(team["anna"], sort="-gv")
    assert len(many) <= len(few) <= 14
