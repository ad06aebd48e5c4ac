"""Plans that go by the day of an order: a member moves, a rank rises, in the middle of March."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, LiveFigure, LiveFigures, RunMember, RunMove, RunRank
from commissions.selectors import readied_period
from commissions.shipped_plans import shipped_plan
from commissions.simulation.read import simulate
from network.models import Member
from network.public import change_sponsor
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    CLOSING,
    CO_OWNER,
    FOUNDED,
    MARCH,
    MAY_FIRST,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)

BEFORE, AFTER = date(2026, 3, 10), date(2026, 3, 20)
MOVED_ON = date(2026, 3, 16)


@pytest.fixture
def till(db: None) -> Till:
    found_company()
    return Till()


@pytest.fixture
def line(till: Till) -> dict[str, int]:
    """Anna and bert stand side by side, cara below anna, dora below cara."""
    return enrol({"anna": None, "bert": None, "cara": "anna", "dora": "cara"})


def sign_otherwise(code: str, find: str, put: str) -> None:
    """Sign a shipped plan with another term and a single promise that holds all the same."""
    shipped = shipped_plan(code, "2026-01-01")
    document = shipped.document.decode()
    assert document.count(find) == 1
    examples = b"""
[[example]]
name = "a promise"
tree = \"\"\"
anna 100 PV
  bert 50 PV
    cara sells 1000 CV 450 PV on 2026-01-10
\"\"\"
pays = { anna = "70.00 EUR", bert = "100.00 EUR" }
"""
    if code == "morgenrot":
        examples = shipped.examples
    commissions.activate_plan(
        document=document.replace(find, put).encode(),
        examples=examples,
        filename=shipped.filename,
        actor=OWNER,
        approver=CO_OWNER,
        at=FOUNDED,
    )


def move(line: dict[str, int], name: str, under: str, on: date, at: datetime) -> None:
    """Move a member below another one."""
    change_sponsor(
        member_id=line[name],
        sponsor_code=Member.objects.get(pk=line[under]).code,
        valid_from=on,
        reason="they agreed",
        actor=OWNER,
        approver=CO_OWNER,
        at=at,
    )


def sell_in_march(till: Till, line: dict[str, int]) -> list[int]:
    """Let all be active; cara sells for 200 before she moves below bert, and for 300 after."""
    for name in ("anna", "bert", "cara"):
        till.record(line[name], pv="100", on=date(2026, 3, 2))
    orders = [
        till.record(line["cara"], pv="200", cv="200", on=BEFORE, customer=True),
        till.record(line["cara"], pv="300", cv="300", on=AFTER, customer=True),
    ]
    move(line, "cara", "bert", MOVED_ON, datetime(2026, 3, 15, 8, tzinfo=UTC))
    return orders


def earned(run: commissions.RunSummary, line: dict[str, int]) -> dict[str, int]:
    """Return what each member earns in a run."""
    names, found = {number: name for name, number in line.items()}, dict[str, int]()
    for each in EarningLine.objects.filter(run_id=run.run_id):
        name = names[each.member_id]
        found[name] = found.get(name, 0) + each.amount_minor
    return found


def volumes(run: commissions.RunSummary, line: dict[str, int]) -> dict[str, int]:
    rows = RunMember.objects.filter(run_id=run.run_id).values_list("member_id", "gv_minor")
    found = dict(rows)
    return {name: found[number] for name, number in line.items()}


def all_lines(run: commissions.RunSummary) -> list[int]:
    rows = EarningLine.objects.filter(run_id=run.run_id)
    return list(rows.order_by("line_no").values_list("line_no", flat=True))


def live(line: dict[str, int]) -> dict[str, tuple[int, int, str, int]]:
    """Return points, group's points, rank and earnings so far, by name."""
    columns = ("pv_minor", "gv_minor", "rank", "earned_minor")
    rows = {row[0]: row[1:] for row in LiveFigure.objects.values_list("member_id", *columns)}
    return {name: rows[number] for name, number in line.items() if number in rows}


def test_each_order_belongs_to_whoever_stood_above_it_on_its_day(
    till: Till, line: dict[str, int]
) -> None:
    sign("zugvogel")
    sell_in_march(till, line)
    run = draft(plan="zugvogel")
    assert earned(run, line) == {"anna": 20_00, "bert": 30_00}
    assert volumes(run, line) == {"anna": 400_00, "bert": 400_00, "cara": 600_00, "dora": 0}
    kept = RunMove.objects.filter(run_id=run.run_id).values_list("member_id", "day", "from_id")
    assert list(kept) == [(line["cara"], MOVED_ON, line["anna"])]


def test_the_last_day_alone_counts_where_the_plan_says_so(till: Till, line: dict[str, int]) -> None:
    sign_otherwise("zugvogel", '"order_day"', '"period_end"')
    sell_in_march(till, line)
    run = draft(plan="zugvogel")
    assert earned(run, line) == {"bert": 50_00}
    assert not RunMove.objects.filter(run_id=run.run_id).exists()


def test_a_later_move_changes_no_published_run(till: Till, line: dict[str, int]) -> None:
    sign("zugvogel")
    sell_in_march(till, line)
    till.record(line["cara"], pv="10", cv="100", on=MOVED_ON, customer=True)
    run = publish(plan="zugvogel")
    assert earned(run, line) == {"anna": 20_00, "bert": 30_00 + 10_00}
    before = [commissions.why(CLERK, run.run_id, number, "de") for number in all_lines(run)]
    move(line, "cara", "anna", date(2026, 3, 18), datetime(2026, 4, 3, 8, tzinfo=UTC))
    assert commissions.verify_run(CLERK, run.run_id).is_same
    after = [commissions.why(CLERK, run.run_id, number, "de") for number in all_lines(run)]
    assert before == after
    assert f"Partner {line['anna']}" in before[0]


def test_live_figures_agree_with_the_draft(till: Till, line: dict[str, int]) -> None:
    sign("zugvogel")
    sell_in_march(till, line)
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    till.record(line["dora"], pv="70", cv="100", on=BEFORE, customer=True)
    till.record(line["dora"], pv="80", cv="200", on=AFTER, customer=True)
    assert commissions.fold_orders(period_key=MARCH) == 2
    folded = live(line)
    LiveFigures.objects.all().delete()
    assert commissions.refresh_figures(period_key=MARCH, at=CLOSING)
    assert {name: row[:2] for name, row in live(line).items()} == {
        name: row[:2] for name, row in folded.items()
    }
    run = draft(plan="zugvogel")
    assert {name: row[3] for name, row in live(line).items() if row[3]} == earned(run, line)
    assert {name: row[1] for name, row in live(line).items()} == volumes(run, line)


def test_a_return_settles_the_month_with_the_trees_it_had(till: Till, line: dict[str, int]) -> None:
    """Cara's order before the move comes back: anna pays, though cara stands below bert since."""
    sign("morgenrot")
    for name in ("anna", "bert"):
        till.record(line[name], pv="500", cv="0", on=date(2026, 3, 2))
    orders = [
        till.record(line["cara"], pv="200", cv="200", on=BEFORE, customer=True),
        till.record(line["cara"], pv="300", cv="300", on=AFTER, customer=True),
    ]
    move(line, "cara", "bert", MOVED_ON, datetime(2026, 3, 15, 8, tzinfo=UTC))
    march = publish(plan="morgenrot")
    # Cara is a partner until the 20th, and with that order a leader: bert has no more than she.
    assert earned(march, line) == {"anna": 10_00, "cara": 10_00 + 30_00}
    take_back(orders[0], pv="100", cv="100")
    april = publish(APRIL, at=MAY_FIRST, plan="morgenrot")
    # With a hundred points less she is no leader: 5% of 300, and bert takes what is left to 10%.
    assert earned(april, line) == {"anna": -5_00, "cara": -5_00 - 15_00, "bert": 15_00}
    for run in (march, april):
        assert commissions.verify_run(CLERK, run.run_id).is_same
        for number in all_lines(run):
            assert commissions.why(CLERK, run.run_id, number, "en")


@pytest.mark.parametrize("large", [25_000, 1])
def test_a_rank_pays_from_the_day_on_which_it_is_reached(
    till: Till, line: dict[str, int], monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """By walk and by kernels."""
    monkeypatch.setattr(readied_period, "LARGE", large)
    sign("morgenrot")
    till.record(line["cara"], pv="300", cv="300", on=BEFORE, customer=True)
    till.record(line["dora"], pv="250", cv="250", on=AFTER, customer=True)
    run = draft(plan="morgenrot")
    # Anna and cara are leaders from the 20th on: 5% of 300 for cara, then 5% and 5% of 250.
    assert earned(run, line) == {"cara": 15_00 + 12_50, "dora": 12_50}
    kept = RunRank.objects.filter(run_id=run.run_id).order_by("member_id", "until")
    assert list(kept.values_list("member_id", "until", "rank")) == [
        (line["anna"], date(2026, 3, 11), "partner"),
        (line["cara"], date(2026, 3, 11), "partner"),
    ]
    assert commissions.verify_run(CLERK, run.run_id).is_same
    told = [commissions.why(CLERK, run.run_id, number, "en") for number in all_lines(run)]
    assert sorted(each.rpartition("Rank on ")[2] for each in told) == [
        "March 10, 2026: Partner.",
        "March 20, 2026: Leader.",
        "March 20, 2026: Partner.",
    ]


def test_the_tree_of_the_run_is_that_of_the_day_it_is_drafted(
    till: Till, line: dict[str, int]
) -> None:
    sign_otherwise("zugvogel", '"order_day"', '"run_day"')
    sell_in_march(till, line)
    after = datetime(2026, 4, 2, 8, tzinfo=UTC)
    late = enrol({"emil": None}, at=datetime(2026, 4, 1, 8, tzinfo=UTC))
    move(line, "cara", "anna", date(2026, 4, 2), datetime(2026, 4, 2, 7, tzinfo=UTC))
    assert earned(draft(at=CLOSING, plan="zugvogel"), line) == {"bert": 50_00}
    run = publish(at=after, plan="zugvogel")
    assert earned(run, line) == {"anna": 50_00}
    newcomer = RunMember.objects.get(run_id=run.run_id, member_id=late["emil"])
    assert (newcomer.status, newcomer.paid_rank) == ("applied", "")
    move(line, "cara", "bert", date(2026, 4, 5), datetime(2026, 4, 5, 8, tzinfo=UTC))
    assert commissions.verify_run(CLERK, run.run_id).is_same
    assert commissions.why(CLERK, run.run_id, 1, "de")


def test_a_plan_by_days_is_tried_with_the_moves_of_then(till: Till, line: dict[str, int]) -> None:
    """March was published by its last day alone; the other plan takes each order's own day."""
    sign_otherwise("zugvogel", '"order_day"', '"period_end"')
    sell_in_march(till, line)
    publish(plan="zugvogel")
    move(line, "cara", "anna", date(2026, 3, 18), datetime(2026, 4, 3, 8, tzinfo=UTC))
    by_days = shipped_plan("zugvogel", "2026-01-01")
    found = simulate(
        CLERK, document=by_days.document, filename=by_days.filename, of_plan="zugvogel"
    )
    assert {mover.member_id: mover.change_minor for mover in (*found.winners, *found.losers)} == {
        line["anna"]: 20_00,
        line["bert"]: -20_00,
    }
