"""The sponsor tree as rows."""

from __future__ import annotations

import pytest

from commissions.engine.tree import plant
from core.errors import InvariantBroken
from tests.unit.commissions.pictures import chain


def test_sponsors_come_before_their_partners() -> None:
    tree = plant((1, 2, 3, 4), (3, 1, None, 1))
    place = {row: n for n, row in enumerate(tree.sponsors_first)}
    assert all(
        place[sponsor] < place[row] for row, sponsor in enumerate(tree.sponsor_rows) if sponsor >= 0
    )


def test_a_line_of_a_hundred_thousand_is_no_problem() -> None:
    assert plant(*chain(100_000)).sponsors_first == list(range(100_000))


@pytest.mark.parametrize(
    ("members", "sponsors", "says"),
    [
        ((1, 2), (2, 1), "cycle"),
        ((1,), (1,), "cycle"),
        ((1, 2, 3), (None, 3, 2), "cycle"),
        ((1, 2), (None, 7), "sponsor 7"),
        ((1, 1), (None, None), "twice"),
    ],
)
def test_a_picture_that_contradicts_itself_stops_the_run(
    members: tuple[int, ...], sponsors: tuple[int | None, ...], says: str
) -> None:
    with pytest.raises(InvariantBroken, match=says):
        plant(members, sponsors)
