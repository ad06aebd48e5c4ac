"""Every shipped plan is settled by kernels, as the walk settles it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from commissions.arrays.fingerprint import ResultHash
from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.arrays.settle import can_settle, settle
from commissions.benchmark.company import DOCUMENT
from commissions.document.plan_document import read_plan
from commissions.engine import settlement
from commissions.engine.facts import Picture, Placement
from commissions.engine.plan import Plan
from commissions.shipped_plans import shipped_paths
from core.periods import Period
from core.rounding import DOWN, HALF_EVEN, HALF_UP, UP, Rounding
from tests.unit.commissions.pictures import drawn_volume, rounding

SIZE = 400
ALL = [*shipped_paths(), DOCUMENT]
ROUNDINGS = [
    Rounding(mode, step) for step in (1, 5, 100) for mode in (HALF_UP, HALF_EVEN, DOWN, UP)
][1:]


def drawn(plan: Plan, seed: int) -> Picture:
    """Draw a network with both trees, dates and big and small orders."""
    random = Random(seed)
    numbers = list(range(1001, 1001 + SIZE))
    sponsors = [None, *(numbers[random.randrange(max(0, n - 30), n)] for n in range(1, SIZE))]
    free = [(numbers[0], 1), (numbers[0], 2)]
    parents: list[int | None] = [None]
    slots = [0]
    for number in numbers[1:]:
        parent, slot = free.pop(random.randrange(len(free)))
        parents.append(parent)
        slots.append(slot)
        free += [(number, 1), (number, 2)]
    volumes = []
    for place in range(2 * SIZE):
        volume = drawn_volume(random, numbers, place)
        many = random.choice([1, 1, 10, 40])
        day = date(2026, 1, random.randint(5, 11))
        volumes.append(
            volume._replace(
                pv_minor=volume.pv_minor * many,
                cv_minor=volume.cv_minor * many,
                net_minor=volume.net_minor * many,
                qv_minor=volume.pv_minor * many,
                day=day,
                country="DE",
            )
        )
    return Picture(
        member_ids=tuple(numbers),
        sponsor_ids=tuple(sponsors),
        statuses=tuple(random.choice(["active"] * 9 + ["suspended"]) for _number in numbers),
        volumes=tuple(volumes),
        period=Period("2026-W02" if plan.period == "week" else "2026-01"),
        placement=Placement(tuple(parents), tuple(slots)),
        joined_on=tuple(date(2025, 12, random.randint(1, 31)) for _number in numbers),
    )


def hash_of(picture: ArrayPicture, outcome: ArraySettlement) -> str:
    digest = ResultHash(picture, outcome.standing)
    for block in outcome.blocks:
        digest.add(block)
    digest.add_carried(outcome.carried())
    return digest.hexdigest()


@pytest.mark.parametrize("path", ALL, ids=[path.parent.name for path in ALL])
def test_they_agree(path: Path) -> None:
    plan = read_plan(path.read_bytes(), _name(path))
    assert can_settle(plan)
    picture = drawn(plan, len(path.parent.name))
    columns = from_picture(picture)
    walked = from_walk(settlement.settle(plan, picture), columns)
    assert hash_of(columns, settle(plan, columns)) == hash_of(columns, walked)


@pytest.mark.parametrize("place", range(len(ALL)), ids=[path.parent.name for path in ALL])
def test_they_agree_however_the_plan_rounds(place: int) -> None:
    plan = read_plan(ALL[place].read_bytes(), _name(ALL[place]))
    if not can_settle(plan):
        pytest.skip("a rule of this plan has no kernel")
    plan = rounding(plan, ROUNDINGS[place % len(ROUNDINGS)], by_position=place % 3 != 0)
    picture = drawn(plan, place)
    columns = from_picture(picture)
    walked = from_walk(settlement.settle(plan, picture), columns)
    assert hash_of(columns, settle(plan, columns)) == hash_of(columns, walked)


def _name(path: Path) -> str:
    return "2026-01-01.toml" if path == DOCUMENT else path.name
