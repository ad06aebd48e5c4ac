"""The tables of a run hold what its columns say, with everything a line may have or lack."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection

from commissions.arrays.lines import blocks_of
from commissions.arrays.picture import ArrayPicture, carried_of, from_picture
from commissions.arrays.standing import from_standings
from commissions.engine.facts import Carry, Earning, Held, Picture, Placement, Reversal, Volume
from commissions.engine.settlement import settle
from commissions.services import run_columns, run_tables
from tests.unit.commissions.pictures import plan

pytestmark = pytest.mark.django_db
ORDER = Volume(71, "B1", 1003, "own", 60_00, 60_00, 60_00)
PICTURE = Picture(
    (1001, 1002, 1003),
    (None, 1001, 1002),
    ("active", "suspended", "active"),
    (ORDER,),
    reversals=(Reversal(5, 70, "B0/1", 1002, "own", "2025-12", True, -1, -1, -1),),
    held=(Held("three", 1, "three"), Held(), Held()),
    placement=Placement((None, None, 1001), (0, 0, 2)),
)
LINES = (
    Earning("team", 1002, ORDER, 1, 1000, 60_00, 6_00),
    Earning("pairs", 1001, None, 0, 500, 40_00, 2_00, None, (("left", 7), ("right", -(2**62)))),
    Earning("pairs", 1003, None, 0, 500, 0, 1, 1002, (("limit", 0),)),
    Earning("cap", 1001, None, 0, 0, 2_00, -1_00, None),
)


@pytest.fixture
def run_id() -> int:
    number = run_tables.new_run_id()
    run_tables.create_tables(number)
    return number


@pytest.fixture
def picture() -> ArrayPicture:
    return from_picture(PICTURE)


def stored(table: str, run_id: int, columns: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {run_tables.own_table(table, run_id)} ORDER BY 1")
        return list(cursor.fetchall())


@pytest.mark.parametrize("block", [1, 100])
def test_lines_keep_their_order_source_and_facts(
    run_id: int, picture: ArrayPicture, block: int
) -> None:
    run_columns.copy_lines(run_id, picture, blocks_of(LINES, picture, block))
    columns = (
        "line_no, rule_id, member_id, volume_entry_id, level, rate_bp, base_minor, amount_minor,"
        " source_id, facts, run_id"
    )
    facts = '{"left": 7, "right": -4611686018427387904}'
    assert stored(run_tables.LINES, run_id, columns) == [
        (1, "team", 1002, 71, 1, 1000, 6000, 600, None, None, run_id),
        (2, "pairs", 1001, None, 0, 500, 4000, 200, None, facts, run_id),
        (3, "pairs", 1003, None, 0, 500, 0, 1, 1002, '{"limit": 0}', run_id),
        (4, "cap", 1001, None, 0, 0, 200, -100, None, None, run_id),
    ]


def test_members_keep_what_they_were(
    run_id: int, picture: ArrayPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_columns, "BLOCK", 2)
    standing = from_standings(settle(plan(), PICTURE).standings)
    run_columns.copy_members(run_id, picture, standing)
    columns = (
        "member_id, sponsor_id, pv_minor, gv_minor, is_active, status, paid_rank, earned_rank,"
        " held_rank, title, missed, parent_id, slot"
    )
    one, three = ("one", "one", "one", "one", 0), ("one", "one", "one", "three", 0)
    assert stored(run_tables.MEMBERS, run_id, columns) == [
        (1001, None, 0, 5999, False, "active", *three, None, 0),
        (1002, 1001, -1, 5999, False, "suspended", "", "", "", "", 0, None, 0),
        (1003, 1002, 6000, 6000, True, "active", *one, 1001, 2),
    ]


def test_orders_returns_and_what_is_handed_on_are_kept(run_id: int, picture: ArrayPicture) -> None:
    carried = (Carry("pairs", 1002, "left", "2025-12", -7), Carry("", 1001, "months", "2025-11", 2))
    run_columns.copy_volumes(run_id, picture)
    run_columns.copy_carries(run_id, carried_of(carried))
    assert stored(run_tables.VOLUMES, run_id, "volume_entry_id") == [(71,)]
    assert stored(run_tables.REVERSALS, run_id, "reversal_id") == [(5,)]
    assert stored(run_tables.CARRIES, run_id, "member_id, rule_id, name, since, amount") == [
        (1001, "", "months", "2025-11", 2),
        (1002, "pairs", "left", "2025-12", -7),
    ]


def test_an_empty_period_has_empty_tables(run_id: int) -> None:
    nobody = Picture((), (), (), ())
    picture, standing = from_picture(nobody), from_standings(settle(plan(), nobody).standings)
    run_columns.copy_members(run_id, picture, standing)
    run_columns.copy_volumes(run_id, picture)
    run_columns.copy_lines(run_id, picture, ())
    run_columns.copy_carries(run_id, picture.carried)
    assert not np.array([stored(table, run_id, "*") for table in run_tables.TABLES]).size
