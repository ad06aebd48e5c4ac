"""Why a line was paid, from the run's own picture."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection

from commissions import public as commissions
from commissions.models import EarningLine, VolumeEntry
from core.errors import InvariantBroken
from core.money import format_money
from core.rates import parse_rate, share
from network import public as network
from tests.db.commissions.company import (
    CLERK,
    OWNER,
    STRANGER,
    Till,
    draft,
    enrol,
    line_of,
    partner,
    publish,
    sign,
)

LATER = datetime(2026, 5, 1, 8, tzinfo=UTC)


def test_the_sentence_names_order_rule_level_rate_base_plan_and_way(sold: dict[str, int]) -> None:
    run = publish()
    line = EarningLine.objects.get(run_id=run.run_id, member_id=sold["anna"])
    order = VolumeEntry.objects.get(pk=line.volume_entry_id).order_ref
    text = commissions.why(partner(sold["anna"]), run.run_id, line.line_no, "en")
    for part in (
        f"Member {sold['anna']} earns €6.00, that is 6% of €100.00",
        f"order {order}, bought by member {sold['cara']}, paid on March 10, 2026",
        "level 2 by the rule “Team commission” (team) of plan quellmoos, version 1 [",
        f"{sold['bert']} takes level 1 → {sold['anna']} takes level 2.",
    ):
        assert part in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_amounts_of_every_sentence_can_be_recomputed(
    sold: dict[str, int], language: str
) -> None:
    run = publish()
    lines = EarningLine.objects.filter(run_id=run.run_id)
    told = commissions.why_many(OWNER, run.run_id, [line.line_no for line in lines], language)
    for line in lines:
        sentence = told[line.line_no]
        percent = re.search(r"(\d+)\s?%", sentence)
        assert percent is not None
        amount = share(line.base_minor, parse_rate(f"{percent[1]}%"))
        assert format_money(amount, "EUR", language) in sentence
        assert format_money(line.base_minor, "EUR", language) in sentence
        assert sentence.endswith(".")


def test_who_was_passed_over_is_named_with_the_reason(till: Till, line: dict[str, int]) -> None:
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="49.99")
    till.record(line["cara"], cv="100")
    run = publish()
    text = commissions.why(partner(line["anna"]), run.run_id, 1, "de")
    assert f"übergangen: {line['bert']} (in diesem Zeitraum nicht aktiv)" in text
    assert f"{line['anna']} nimmt Ebene 1." in text


def test_a_later_move_or_departure_does_not_change_the_way(sold: dict[str, int]) -> None:
    run = publish()
    before = commissions.why(OWNER, run.run_id, 2, "en")
    network.change_status(
        member_id=sold["bert"], status="terminated", reason="left", actor=OWNER, at=LATER
    )
    assert commissions.why(OWNER, run.run_id, 2, "en") == before


def test_a_line_that_does_not_follow_from_the_picture_is_our_bug(sold: dict[str, int]) -> None:
    run = publish()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE commissions_earningline DISABLE TRIGGER USER")
        cursor.execute("UPDATE commissions_earningline SET amount_minor = 601 WHERE line_no = 2")
    with pytest.raises(InvariantBroken):
        commissions.why(OWNER, run.run_id, 2, "en")


def test_nobody_reads_the_lines_of_others(sold: dict[str, int]) -> None:
    run = publish()
    mine = EarningLine.objects.get(run_id=run.run_id, member_id=sold["anna"]).line_no
    assert commissions.why(partner(sold["anna"]), run.run_id, mine, "en")
    for actor, line_no in (
        (partner(sold["bert"]), mine),
        (STRANGER, mine),
        (partner(sold["anna"]), 4711),
    ):
        with pytest.raises(commissions.LineNotFound):
            commissions.why(actor, run.run_id, line_no, "en")
    with pytest.raises(commissions.LineNotFound):
        commissions.why(partner(sold["anna"]), 4711, mine, "en")


def test_a_draft_explains_itself_to_staff_only(sold: dict[str, int]) -> None:
    run = draft()
    mine = EarningLine.objects.get(run_id=run.run_id, member_id=sold["anna"]).line_no
    assert commissions.why(CLERK, run.run_id, mine, "en")
    with pytest.raises(commissions.LineNotFound):
        commissions.why(partner(sold["anna"]), run.run_id, mine, "en")


def test_many_sentences_cost_few_statements(
    till: Till, django_assert_max_num_queries: object
) -> None:
    names = line_of(30)
    members = enrol(dict(zip(names, [None, *names[:-1]], strict=True)))
    till.record(members["m0"], pv="60")
    for _each in range(20):
        till.record(members["m29"], cv="10")
    run = publish()
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        told = commissions.why_many(partner(members["m0"]), run.run_id, range(1, 21), "de")
    assert len(told) == 20
    assert "und 23 weitere" in told[1]


def test_a_new_members_order_is_explained_by_when_it_joined(till: Till) -> None:
    sign("kranichsee")
    numbers = enrol({"anna": None})
    numbers |= enrol({"bert": "anna"}, at=datetime(2026, 3, 1, 8, tzinfo=UTC))
    till.record(numbers["anna"], pv="50")
    till.record(numbers["bert"], cv="100")
    run = publish(plan="kranichsee")
    lines = EarningLine.objects.filter(run_id=run.run_id).order_by("line_no")
    assert [(line.rule_id, line.rate_bp) for line in lines] == [("start", 2000), ("team", 240)]
    for line in lines:
        assert "takes level 1" in commissions.why(OWNER, run.run_id, line.line_no, "en")


def test_the_queue_is_explained_by_who_joined_before(till: Till) -> None:
    sign("holunder")
    numbers = enrol({"anna": None, "bert": None, "cara": "anna"})
    till.record(numbers["cara"], cv="100")
    run = publish(plan="holunder")
    line = EarningLine.objects.get(run_id=run.run_id, rule_id="reihe", level=2)
    assert line.member_id == numbers["anna"]
    text = commissions.why(OWNER, run.run_id, line.line_no, "en")
    assert f"{numbers['bert']} takes level 1 → {numbers['anna']} takes level 2." in text


def test_a_recruit_that_is_given_away_is_explained(till: Till) -> None:
    sign("erlenbach")
    numbers = enrol({"anna": None, "alf": "anna", "bert": "anna", "cara": "bert"})
    till.record(numbers["anna"], pv="25")
    till.record(numbers["cara"], cv="100")
    run = publish(plan="erlenbach")
    line = EarningLine.objects.get(run_id=run.run_id)
    assert (line.member_id, line.amount_minor) == (numbers["anna"], 20_00)
    text = commissions.why(OWNER, run.run_id, line.line_no, "de")
    assert f"{numbers['bert']} (gibt diesen Geworbenen nach oben ab)" in text
