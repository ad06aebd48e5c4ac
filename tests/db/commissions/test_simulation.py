"""Another plan over past periods: the same pays the same, another differs, nothing is booked."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissions import public as commissions
from commissions.models import EarningLine, Run
from commissions.shipped_plans import shipped_plan
from commissions.simulation.read import NothingToReplay, simulate
from core.policy import NotAllowed
from tests.db.commissions.company import CLERK, MAY_FIRST, STRANGER, Till, publish

FILE = "2026-01-01.toml"


def document(find: str = "", put: str = "") -> bytes:
    return shipped_plan("quellmoos", "2026-01-01").document.decode().replace(find, put).encode()


def replayed(text: bytes) -> commissions.Simulation:
    return simulate(CLERK, document=text, filename=FILE, of_plan="quellmoos")


@pytest.fixture
def two_months(till: Till, sold: dict[str, int]) -> dict[str, int]:
    publish()
    for name in ("anna", "bert", "cara"):
        till.record(sold[name], pv="60", cv="30", on=MAY_FIRST.date().replace(month=4, day=5))
    publish("2026-04", at=MAY_FIRST)
    return sold


def test_the_same_plan_pays_what_was_paid(two_months: dict[str, int]) -> None:
    found = replayed(document())
    assert [period.period_key for period in found.periods] == ["2026-03", "2026-04"]
    assert all(period.then_minor == period.now_minor > 0 for period in found.periods)
    assert (found.winner_count, found.loser_count) == (0, 0)
    assert [rule.now_minor for rule in found.rules] == [rule.then_minor for rule in found.rules]


def test_a_higher_rate_makes_winners_and_books_nothing(two_months: dict[str, int]) -> None:
    before = (Run.objects.count(), EarningLine.objects.count())
    found = replayed(document('"12%", "6%"', '"24%", "3%"'))
    assert (Run.objects.count(), EarningLine.objects.count()) == before
    march = found.periods[0]
    # Cara bought for 100: Bert 24 instead of 12, Anna 3 instead of 6; her customer for 50.
    assert (march.then_minor, march.now_minor) == (27_00, 24_00 + 3_00 + 12_00 + 1_50)
    by_member = {mover.member_id: mover.change_minor for mover in (*found.winners, *found.losers)}
    assert by_member[two_months["bert"]] > 0 > by_member[two_months["anna"]]
    assert sum(each.now_minor for each in found.deciles) == found.whole.now_minor
    assert sum(each.members for each in found.deciles) == 3


def test_a_payout_above_the_limit_is_warned_of(two_months: dict[str, int]) -> None:
    found = replayed(document("[active]", '[limits]\npayout = "27%"\n\n[active]'))
    assert all(warning.kind != "above_limit" for warning in found.warnings)
    assert found.whole.now_bp <= 2_700


def test_who_may_not_see_runs_and_what_was_never_settled(two_months: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        simulate(STRANGER, document=document(), filename=FILE, of_plan="quellmoos")
    with pytest.raises(NothingToReplay):
        simulate(CLERK, document=document(), filename=FILE, of_plan="strange")


def test_the_statements_do_not_grow_with_the_members(
    two_months: dict[str, int], django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        replayed(document())


def test_the_command_prints_the_same(two_months: dict[str, int], tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(document('"12%", "6%"', '"24%", "3%"'))
    written = StringIO()
    call_command("simulate", str(file), "--of", "quellmoos", "--json", stdout=written)
    found, same = json.loads(written.getvalue()), replayed(file.read_bytes())
    assert [each["now_minor"] for each in found["periods"]] == [
        each.now_minor for each in same.periods
    ]
    written = StringIO()
    call_command("simulate", str(file), "--of", "quellmoos", "--periods", "1", stdout=written)
    text = written.getvalue()
    assert "2026-04" in text and "2026-03" not in text and "->" in text


def test_the_command_says_what_is_wrong(two_months: dict[str, int], tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    with pytest.raises(CommandError, match=r"plan\.toml"):
        call_command("simulate", str(file), "--of", "quellmoos")
    file.write_bytes(document("valid_from", "valid_form"))
    with pytest.raises(CommandError, match="valid_form"):
        call_command("simulate", str(file), "--of", "quellmoos")
