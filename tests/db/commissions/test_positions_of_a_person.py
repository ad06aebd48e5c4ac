"""Positions of one person in runs: from what staff decides to lines, their reasons and checks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissions import public as commissions
from commissions.models import EarningLine, Run
from commissions.selectors.frozen_picture import frozen_picture
from commissions.selectors.verify_run import verify_run
from network import public as network
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    CLOSING,
    CO_OWNER,
    FOUNDED,
    MARCH,
    MAY_FIRST,
    OWNER,
    SYSTEM,
    Till,
    draft,
    enrol,
    found_company,
    partner,
    publish,
    sign,
)
from tests.db.commissions.test_publish_run import balance

PLAN = "dreisam"
FIRST = FOUNDED.date()
PLACES = {"bert": ("anna", 1), "fred": ("anna", 2), "dora": ("bert", 1), "emil": ("bert", 2)}


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Let 15,000 points lie on the weaker side of anna and of bert, in March."""
    found_company()
    sign(PLAN)
    line = enrol({"anna": None, "bert": "anna", "dora": "bert", "emil": "bert", "fred": "anna"})
    settings = network.PlacementSettings(FOUNDED.date(), 2, None, 30, "first_free")
    network.set_placement_rule(actor=SYSTEM, settings=settings, at=FOUNDED)
    for name, (parent, slot) in PLACES.items():
        network.place_member(
            member_id=line[name], parent_id=line[parent], slot=slot, actor=SYSTEM, at=FOUNDED
        )
    till = Till()
    for name in ("dora", "emil", "fred"):
        till.record(line[name], pv="15000", cv="15000")
    return line


def put_together(line: dict[str, int], *, on: date = FIRST, at: object = FOUNDED) -> None:
    """Let two of the owners say that anna and bert are positions of one person."""
    wish = network.NewPersonWish(line["bert"], line["anna"], on)
    request_id = network.request_person(wish=wish, reason="one firm", actor=OWNER, at=at)  # type: ignore[arg-type]
    network.decide_person(
        request_id=request_id,
        approves=True,
        reason="seen",
        actor=CO_OWNER,
        at=at,  # type: ignore[arg-type]
    )


def pairs(run_id: int, member_id: int) -> list[int]:
    rows = EarningLine.objects.filter(run_id=run_id, member_id=member_id, rule_id="paar")
    return list(rows.order_by("line_no").values_list("amount_minor", flat=True))


def test_they_share_the_limit_and_every_line_is_explained(line: dict[str, int]) -> None:
    put_together(line)
    run = publish(plan=PLAN)
    for name in ("anna", "bert"):
        assert pairs(run.run_id, line[name]) == [3000_00, -500_00]
        assert balance(line[name], "pending") == 2500_00
    assert verify_run(OWNER, run.run_id).is_same
    numbers = list(EarningLine.objects.filter(run_id=run.run_id).values_list("line_no", flat=True))
    told = commissions.why_many(OWNER, run.run_id, numbers, "en")
    assert sum("all 2 positions of one person is €5,000.00" in each for each in told.values()) == 2
    german = commissions.why_many(OWNER, run.run_id, numbers, "de")
    assert sum("alle 2 Positionen einer Person" in each for each in german.values()) == 2
    frozen = frozen_picture(Run.objects.get(pk=run.run_id), (), ()).picture.persons
    assert frozen[:2] == (line["anna"], line["anna"])


def test_nobody_else_reads_how_many_positions_a_person_has(line: dict[str, int]) -> None:
    put_together(line)
    run = publish(plan=PLAN)
    cut = EarningLine.objects.filter(run_id=run.run_id, member_id=line["bert"], amount_minor__lt=0)
    number = cut.get().line_no
    assert "2 positions" in commissions.why(partner(line["bert"]), run.run_id, number, "en")
    for stranger in ("anna", "dora", "fred"):
        with pytest.raises(commissions.LineNotFound):
            commissions.why(partner(line[stranger]), run.run_id, number, "en")


def test_without_a_decision_each_position_has_its_own_limit(line: dict[str, int]) -> None:
    run = publish(plan=PLAN)
    assert pairs(run.run_id, line["anna"]) == pairs(run.run_id, line["bert"]) == [3000_00]


def test_a_run_keeps_what_it_knew(line: dict[str, int]) -> None:
    first = draft(plan=PLAN)
    put_together(line, at=CLOSING + timedelta(hours=1))
    assert pairs(first.run_id, line["anna"]) == [3000_00]
    assert verify_run(OWNER, first.run_id).is_same
    assert frozen_picture(Run.objects.get(pk=first.run_id), (), ()).picture.persons == ()
    again = draft(plan=PLAN, at=CLOSING + timedelta(hours=2))
    assert again.run_id != first.run_id
    assert pairs(again.run_id, line["anna"]) == [3000_00, -500_00]
    assert verify_run(OWNER, again.run_id).is_same


def test_the_last_day_of_the_period_decides(line: dict[str, int]) -> None:
    put_together(line, on=date(2026, 4, 1))
    run = publish(MARCH, plan=PLAN)
    assert pairs(run.run_id, line["anna"]) == [3000_00]
    till = Till()
    till.count = 10
    for name in ("dora", "emil", "fred"):
        till.record(line[name], pv="15000", cv="15000", on=date(2026, 4, 8))
    after = publish(APRIL, at=MAY_FIRST, plan=PLAN)
    assert pairs(after.run_id, line["bert"]) == [3000_00, -500_00]
    assert verify_run(OWNER, after.run_id).is_same


def test_a_plan_that_counts_positions_asks_nobody_for_persons(db: None) -> None:
    found_company()
    sign()
    anna = enrol({"anna": None})["anna"]
    Till().record(anna, pv="60")
    with CaptureQueriesContext(connection) as captured:
        commissions.draft_run(plan_code="quellmoos", period_key=MARCH, actor=CLERK, at=CLOSING)
    assert not [each for each in captured.captured_queries if "personposition" in each["sql"]]
