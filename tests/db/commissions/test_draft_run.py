"""Drafting a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from commissions import public as commissions
from commissions.arrays import lines
from commissions.arrays.lines import LineBlock
from commissions.models import EarningLine, Run, RunMember, RunState, RunVolume
from commissions.services import draft_run as module
from core.errors import Denied
from core.periods import BadPeriod
from network import public as network
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    CO_OWNER,
    MARCH,
    OWNER,
    STRANGER,
    Till,
    draft,
    enrol,
    publish,
    sign,
)

REFUSED = r"never change|cannot|stays"
RUN_TABLES = """
SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^commissions_.*_r[0-9]+$'
"""


def tables_of(run_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"{RUN_TABLES} AND relname LIKE '%\\_r{run_id}'")
        return int(cursor.fetchone()[0])


def test_a_draft_stores_who_earned_what_from_which_order(sold: dict[str, int]) -> None:
    run = draft()
    assert (run.state, run.is_new, run.member_count, run.volume_count) == ("draft", True, 3, 4)
    lines = EarningLine.objects.order_by("line_no")
    assert [
        (x.member_id, x.volume_entry.kind, x.level, x.rate_bp, x.base_minor, x.amount_minor)
        for x in lines
    ] == [
        (sold["bert"], "own", 1, 1200, 100_00, 12_00),
        (sold["anna"], "own", 2, 600, 100_00, 6_00),
        (sold["cara"], "customer", 1, 1200, 50_00, 6_00),
        (sold["bert"], "customer", 2, 600, 50_00, 3_00),
    ]
    assert run.line_count == 4
    assert run.earned_minor == 27_00
    assert run.possible_minor == 27_00 + 3 * 0 + (4 + 3 + 2) * 150
    assert run.kept_minor == 13_50
    assert (run.pv_minor, run.net_minor) == (240_00, 150_00)


def test_a_draft_freezes_the_picture(sold: dict[str, int]) -> None:
    draft()
    rows = RunMember.objects.order_by("member_id")
    assert [
        (x.member_id, x.sponsor_id, x.status, x.pv_minor, x.gv_minor, x.is_active, x.paid_rank)
        for x in rows
    ] == [
        (sold["anna"], None, "active", 60_00, 240_00, True, "partner"),
        (sold["bert"], sold["anna"], "active", 60_00, 180_00, True, "partner"),
        (sold["cara"], sold["bert"], "active", 120_00, 120_00, True, "partner"),
    ]
    assert RunVolume.objects.count() == 4


def test_the_same_input_gives_the_same_draft(sold: dict[str, int]) -> None:
    first, second = draft(), draft(at=CLOSING + timedelta(hours=1))
    assert second.run_id == first.run_id
    assert not second.is_new
    assert Run.objects.count() == 1


def test_a_new_order_makes_a_new_draft_and_the_old_one_is_kept_until_the_next(
    till: Till, sold: dict[str, int]
) -> None:
    first = draft()
    till.record(sold["cara"], cv="10")
    second = draft()
    assert second.is_new
    assert second.line_count == 6
    assert Run.objects.get(pk=first.run_id).state == RunState.DISCARDED
    assert (tables_of(first.run_id), tables_of(second.run_id)) == (5, 5)
    with pytest.raises(commissions.RunNotFound):
        commissions.run_detail(CLERK, first.run_id)
    till.record(sold["cara"], cv="10")
    third = draft()
    assert [tables_of(run.run_id) for run in (first, second, third)] == [0, 5, 5]
    assert not EarningLine.objects.filter(run_id=first.run_id).exists()


def test_a_draft_of_a_published_period_goes_with_the_next_draft_of_the_plan(
    till: Till, sold: dict[str, int]
) -> None:
    replaced = draft()
    till.record(sold["cara"], cv="10")
    publish()
    assert tables_of(replaced.run_id) == 5
    draft("2026-04")
    assert tables_of(replaced.run_id) == 0


def test_an_approved_run_is_replaced_too_and_needs_a_new_approval(
    till: Till, sold: dict[str, int]
) -> None:
    first = draft()
    commissions.approve_run(run_id=first.run_id, actor=CHECKER, at=CLOSING)
    till.record(sold["cara"], cv="10")
    assert draft().state == "draft"
    with pytest.raises(commissions.RunNotFound):
        commissions.publish_run(run_id=first.run_id, actor=CHECKER, at=CLOSING)


def test_the_day_of_payment_decides_the_month(till: Till, line: dict[str, int]) -> None:
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
        till.record(line["cara"], pv="1", on=day)
    assert draft().volume_count == 2
    assert draft("2026-02").volume_count == 1


def test_the_months_last_day_decides_who_sponsors_whom(till: Till, line: dict[str, int]) -> None:
    cards = network.member_cards(line.values())
    network.change_sponsor(
        member_id=line["cara"],
        sponsor_code=cards[line["anna"]].code,
        valid_from=date(2026, 3, 31),
        reason="moved",
        actor=OWNER,
        approver=CO_OWNER,
        at=datetime(2026, 3, 20, 8, tzinfo=UTC),
    )
    draft()
    draft("2026-02")
    sponsors = {x.run_id: x.sponsor_id for x in RunMember.objects.filter(member_id=line["cara"])}
    assert list(sponsors.values()) == [line["anna"], line["bert"]]


def test_a_draft_knows_what_was_known_then(till: Till, line: dict[str, int]) -> None:
    enrol({"dora": "cara"}, at=datetime(2026, 3, 15, 8, tzinfo=UTC))
    assert draft(at=datetime(2026, 3, 14, 8, tzinfo=UTC)).member_count == 3
    assert draft(at=datetime(2026, 3, 16, 8, tzinfo=UTC)).member_count == 4


def test_a_member_who_left_is_passed_over(sold: dict[str, int]) -> None:
    leaving = datetime(2026, 3, 31, 8, tzinfo=UTC)
    network.change_status(
        member_id=sold["bert"], status="terminated", reason="left", actor=OWNER, at=leaving
    )
    draft()
    assert set(EarningLine.objects.values_list("member_id", "level", "amount_minor")) == {
        (sold["anna"], 1, 12_00),
        (sold["cara"], 1, 6_00),
        (sold["anna"], 2, 3_00),
    }


@pytest.mark.parametrize(
    ("plan", "period", "refusal"),
    [
        ("nordlicht", MARCH, commissions.UnknownPlan),
        ("quellmoos", "2025-12", commissions.NoPlanInForce),
        ("quellmoos", "2026-W10", commissions.WrongPeriod),
        ("quellmoos", "March", BadPeriod),
    ],
)
def test_a_period_needs_its_plan(
    till: Till, plan: str, period: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        draft(period, plan=plan)


def test_whoever_may_not_is_refused(till: Till) -> None:
    with pytest.raises(Denied):
        commissions.draft_run(plan_code="quellmoos", period_key=MARCH, actor=STRANGER, at=CLOSING)


def test_an_order_in_another_currency_is_left_out_and_shown(
    till: Till, sold: dict[str, int]
) -> None:
    till.record(sold["cara"], cv="5", currency="CHF")
    run = draft()
    assert run.net_minor == publish().net_minor == 150_00
    assert commissions.run_detail(CLERK, run.run_id).left_out == 1


def test_a_volume_from_before_its_member_joined_counts_when_the_member_is_known(
    till: Till,
) -> None:
    late = enrol({"late": None}, at=datetime(2026, 4, 2, 8, tzinfo=UTC))
    till.record(late["late"], cv="5")
    march = publish()
    assert march.volume_count == 0
    assert commissions.run_detail(CLERK, march.run_id).left_out == 1
    assert publish("2026-04", at=datetime(2026, 5, 2, 8, tzinfo=UTC)).volume_count == 1
    assert commissions.run_detail(CLERK, march.run_id).left_out == 0


def test_a_total_that_the_database_cannot_hold_is_refused(
    till: Till, line: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    till.record(line["cara"], cv="5")
    monkeypatch.setattr(module, "LARGEST", 500)
    with pytest.raises(commissions.TooLarge):
        draft()


def test_killed_half_way_nothing_is_left(
    sold: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines break off in the middle of the COPY; then it is tried again."""

    class Killed(Exception):
        pass

    def third_line_kills(self: object, block: LineBlock) -> None:
        counted.append(block)
        if len(counted) == 3:
            raise Killed

    counted: list[LineBlock] = []
    before = tables_named_after_runs()
    with monkeypatch.context() as patch:
        patch.setattr(lines.blocks_of, "__defaults__", (1,))
        patch.setattr(module.ResultHash, "add", third_line_kills)
        with pytest.raises(Killed):
            draft()
    assert not Run.objects.exists()
    assert not RunMember.objects.exists()
    assert tables_named_after_runs() == before
    assert draft().line_count == 4


def tables_named_after_runs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(RUN_TABLES)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commissions_earningline SET amount_minor = amount_minor + 1",
        "DELETE FROM commissions_runmember",
        "INSERT INTO commissions_runvolume SELECT run_id, volume_entry_id + 1000 "
        "FROM commissions_runvolume",
        "TRUNCATE commissions_earningline_r{run}",
        "UPDATE commissions_earningline_r{run} SET level = 9",
        "INSERT INTO commissions_earningline_r{run} "
        "SELECT run_id, member_id, volume_entry_id, base_minor, amount_minor, line_no + 100, "
        "rate_bp, level, rule_id FROM commissions_earningline",
        "UPDATE commissions_run SET earned_minor = earned_minor - 1",
        "UPDATE commissions_run SET state = 'published', approved_at = now(), published_at = now()",
        "DELETE FROM commissions_run",
    ],
)
def test_what_a_draft_found_cannot_be_changed(sold: dict[str, int], statement: str) -> None:
    run = draft()
    with (
        pytest.raises(DatabaseError, match=REFUSED),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(run=run.run_id))


def test_a_line_of_nothing_cannot_be_stored(sold: dict[str, int]) -> None:
    with (
        pytest.raises(IntegrityError, match="earning_line_pays_or_takes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TABLE probe (LIKE commissions_earningline INCLUDING CONSTRAINTS)")
        cursor.execute("INSERT INTO probe VALUES (1, 1, 1, 1, 0, 1, 1, 1, 'x')")


def test_an_empty_month_is_a_run_too(till: Till) -> None:
    run = publish("2026-01")
    assert (run.line_count, run.earned_minor, run.state) == (0, 0, "published")


def test_two_plans_read_the_same_orders(till: Till, sold: dict[str, int]) -> None:
    first = draft()
    assert (
        commissions.draft_run(
            plan_code="quellmoos", period_key=MARCH, actor=CLERK, at=CLOSING
        ).run_id
        == first.run_id
    )
    sign("cdnow", "1997-01-01")
    assert draft(plan="cdnow").volume_count == 0
