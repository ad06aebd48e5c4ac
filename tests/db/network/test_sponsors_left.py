"""Who moved within some days: with it the tree of the last one leads back to each day before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.public import sponsors_left
from tests.db.network.people import NOON, TODAY, join, move, root

pytestmark = pytest.mark.usefixtures("company")

WEEK = timedelta(days=7)


def test_moves_lead_back_day_by_day_as_they_were_known() -> None:
    top = root()
    anna, bert = join("anna", top), join("bert", top)
    cara = join("cara", anna)
    move(cara, bert, TODAY + 2 * WEEK, at=NOON + WEEK)
    move(cara, top, TODAY + 4 * WEEK, at=NOON + WEEK)
    until, known = TODAY + 5 * WEEK, NOON + 2 * WEEK
    told = [(TODAY + 2 * WEEK, cara, anna), (TODAY + 4 * WEEK, cara, bert)]
    assert sponsors_left(after=TODAY, until=until, known_at=None) == told
    assert sponsors_left(after=TODAY + 2 * WEEK, until=until, known_at=None) == told[1:]
    assert (
        sponsors_left(after=TODAY, until=TODAY + 4 * WEEK - timedelta(1), known_at=None)
        == (told[:1])
    )
    move(cara, top, TODAY + 3 * WEEK, at=NOON + 6 * WEEK)
    assert sponsors_left(after=TODAY, until=until, known_at=known) == told
    # As it is known now, she was below the top from the third week on already.
    assert sponsors_left(after=TODAY, until=until, known_at=None) == [
        told[0], (TODAY + 3 * WEEK, cara, bert)
    ]  # fmt: skip
    assert sponsors_left(after=TODAY, until=until, known_at=NOON) == []
