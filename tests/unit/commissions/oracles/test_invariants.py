"""What holds for every shipped plan, whatever its kinds: the list of plans.md section 9."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from commissions.arrays.picture import from_picture
from commissions.arrays.settle import settle as settle_columns
from commissions.document.plan_document import read_plan
from commissions.engine.corrections import Paid
from commissions.engine.facts import Picture, Placement
from commissions.engine.plan import Plan
from commissions.engine.rule import QUEUE
from commissions.engine.settlement import settle
from commissions.kinds.unilevel.rule import Unilevel
from commissions.shipped_plans import plan_files, shipped_paths
from tests.unit.commissions.arrays.test_shipped_kernels import drawn

NEWCOMER = 9999
PATHS = pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)


def terms_of(path: Path) -> Plan:
    shipped = plan_files(path)
    return read_plan(shipped.document, shipped.filename)


def outcome(plan: Plan, picture: Picture) -> tuple[Counter[object], list[object]]:
    """Return lines without regard to their order, and what is handed on but of the newcomer."""
    settled = settle(plan, picture)
    lines: Counter[object] = Counter(settled.lines)
    return lines, sorted(each for each in settled.carried if each.member_id != NEWCOMER)


@PATHS
def test_the_order_in_which_facts_come_changes_nothing(path: Path) -> None:
    plan, random = terms_of(path), Random(5)
    picture = drawn(plan, 5)
    rows = list(range(len(picture.member_ids)))
    random.shuffle(rows)
    assert picture.placement is not None
    shuffled = replace(
        picture,
        member_ids=tuple(picture.member_ids[row] for row in rows),
        sponsor_ids=tuple(picture.sponsor_ids[row] for row in rows),
        statuses=tuple(picture.statuses[row] for row in rows),
        joined_on=tuple(picture.joined_on[row] for row in rows),
        placement=Placement(
            tuple(picture.placement.parent_ids[row] for row in rows),
            tuple(picture.placement.slots[row] for row in rows),
        ),
    )
    assert outcome(plan, shuffled) == outcome(plan, picture)


@PATHS
def test_somebody_new_who_buys_nothing_changes_nothing(path: Path) -> None:
    """But for who is the youngest of a queue or the first recruit of somebody, which nobody is."""
    plan, picture = terms_of(path), drawn(terms_of(path), 6)
    if any(isinstance(rule, Unilevel) and rule.tree == QUEUE for rule in plan.rules):
        pytest.skip("whoever joins stands in everybody's queue")
    assert picture.placement is not None
    newcomer = replace(
        picture,
        member_ids=(*picture.member_ids, NEWCOMER),
        sponsor_ids=(*picture.sponsor_ids, picture.member_ids[-1]),
        statuses=(*picture.statuses, "suspended"),
        joined_on=(*picture.joined_on, picture.joined_on[-1]),
        placement=Placement((*picture.placement.parent_ids, None), (*picture.placement.slots, 0)),
    )
    assert outcome(plan, newcomer) == outcome(plan, picture)


@PATHS
def test_a_company_without_members_pays_nobody_by_either_engine(path: Path) -> None:
    plan = terms_of(path)
    nobody = Picture((), (), (), (), period=drawn(plan, 1).period, placement=Placement((), ()))
    columns = settle_columns(plan, from_picture(nobody))
    assert list(settle(plan, nobody).lines) == []
    assert [len(block) for block in columns.blocks if len(block)] == []


@PATHS
def test_every_line_can_be_told_from_every_other(path: Path) -> None:
    """Corrections compare a closed period line by line: by rule, order, source, level and rate."""
    plan = terms_of(path)
    paid = Paid.of(settle(plan, drawn(plan, 7)))
    twice = [key for key, times in Counter(line.key for line in paid.booked).items() if times > 1]
    assert twice == []


@PATHS
def test_what_legs_bring_is_what_was_sold(path: Path) -> None:
    plan = terms_of(path)
    picture = drawn(plan, 8)
    people = settle(plan, picture).standings.people
    roots = [row for row, sponsor in enumerate(picture.sponsor_ids) if sponsor is None]
    assert sum(people.legs()[row] for row in roots) == sum(people.personal())
