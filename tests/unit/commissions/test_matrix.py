"""Full levels of a forced matrix."""

from __future__ import annotations

from random import Random

from hypothesis import given

from commissions.engine.facts import Carry, Picture, Placement
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.kinds.matrix.rule import Matrix
from tests.unit.commissions.pictures import NAMES, SEEDS, plan


def matrix(**changes: object) -> Matrix:
    terms: dict[str, object] = {
        "id": "full",
        "names": NAMES,
        "tax_nature": "commission",
        "width": 2,
        "fills_minor": (10_00, 50_00),
        "count_active_only": False,
        "need_activity": False,
    }
    return Matrix(**(terms | changes))  # type: ignore[arg-type]


def flat(rule: Matrix) -> Plan:
    return plan(rule, ranks=(), active_pv_minor=0)  # type: ignore[arg-type]


def placed(parents: list[int | None], slots: list[int], **more: object) -> Picture:
    size = len(parents)
    return Picture(
        tuple(range(1, size + 1)), (None,) * size, ("active",) * size, (),
        placement=Placement(tuple(parents), tuple(slots)), **more,  # type: ignore[arg-type]
    )  # fmt: skip


FULL = placed([None, 1, 1, 2, 2, 3, 3], [0, 1, 2, 1, 2, 1, 2])


def pays(rule: Matrix, picture: Picture) -> list[tuple[int, int, int]]:
    return [(x.member_id, x.level, x.amount_minor) for x in settle(flat(rule), picture).lines]


def test_each_level_that_is_full_pays() -> None:
    assert pays(matrix(), FULL) == [(1, 1, 10_00), (1, 2, 50_00), (2, 1, 10_00), (3, 1, 10_00)]


def test_a_place_beyond_the_width_is_not_counted() -> None:
    assert pays(matrix(), placed([None, 1, 1], [0, 1, 3])) == []


def test_what_was_paid_before_is_handed_on_and_not_paid_again() -> None:
    before = Carry("full", 1, "level_1", "2025-12", 1)
    picture = placed([None, 1, 1], [0, 1, 2], carried=(before,))
    outcome = settle(flat(matrix()), picture)
    assert list(outcome.lines) == []
    assert list(outcome.carried) == [before]


@given(SEEDS)
def test_a_full_level_has_as_many_members_as_places(seed: int) -> None:
    """Counted by other code: everybody's chain of parents, level by level."""
    random = Random(seed)
    free = [(1, slot) for slot in (1, 2, 3)]
    parents: list[int | None] = [None]
    slots = [0]
    for number in range(2, random.randint(2, 30)):
        parent, slot = free.pop(random.randrange(min(len(free), 4)))
        parents.append(parent)
        slots.append(slot)
        free += [(number, each) for each in (1, 2, 3)]
    rule = matrix(width=3, fills_minor=(1, 1, 1))
    expected = []
    for member in range(1, len(parents) + 1):
        level = [member]
        for depth in (1, 2, 3):
            level = [row + 1 for row, parent in enumerate(parents) if parent in level]
            if len(level) == 3**depth:
                expected.append((member, depth, 1))
    assert pays(rule, placed(parents, slots)) == expected
