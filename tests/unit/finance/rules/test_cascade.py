"""Where money that is taken back comes from."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from finance.claim_facts import TakenBack
from finance.rules.cascade import Lot, Standing, cascade

DAYS = [date(2026, 1, 10), date(2026, 1, 20)]
FREE = [date(2028, 1, 1), date(2027, 1, 1)]


def taken(minor: int, run: int = 1, day: date = DAYS[0]) -> TakenBack:
    """Return a part that corrects an order of a day of a run."""
    return TakenBack("member:1", "run:9", f"run:{run}", day, minor)


def lot(number: int, left: int, run: int = 1, day: date = DAYS[0], free: date = FREE[0]) -> Lot:
    """Return what is left of a lot."""
    return Lot(number, f"run:{run}", day, free, left)


def test_own_reserve_then_the_one_that_would_come_free_first() -> None:
    lots = (lot(1, 10, run=2), lot(2, 10, run=3, free=FREE[1]), lot(3, 10))
    found = cascade([taken(25)], Standing(100, 100, lots))
    assert found.used == ((lots[2], 10), (lots[1], 10), (lots[0], 5))
    assert found.freed == ((lots[1], 10), (lots[0], 5))
    assert found.lowered == ((taken(25), 15),)
    assert (found.reserve_minor, found.vested_minor) == (25, 0)


def test_the_accounts_pay_in_their_order() -> None:
    found = cascade([taken(100)], Standing(30, 40, (lot(1, 20),)))
    amounts = (found.reserve_minor, found.vested_minor, found.payable_minor)
    assert (*amounts, found.receivable_minor) == (20, 30, 40, 10)


def test_two_parts_share_one_lot() -> None:
    found = cascade([taken(10), taken(15)], Standing(50, 0, (lot(1, 20),)))
    assert found.used == ((lot(1, 20), 20),)
    assert found.lowered == ((taken(15), 5),)


PARTS = st.lists(
    st.builds(taken, st.integers(1, 500), st.integers(1, 3), st.sampled_from(DAYS)), min_size=1
)
LOTS = st.lists(
    st.tuples(st.integers(1, 300), st.integers(1, 3), st.sampled_from(DAYS), st.sampled_from(FREE)),
    max_size=6,
)


@given(PARTS, LOTS, st.integers(0, 800), st.integers(0, 800))
def test_every_cent_comes_from_one_place_and_nothing_falls_below_zero(
    parts: list[TakenBack], kept: list[tuple[int, int, date, date]], vested: int, payable: int
) -> None:
    lots = tuple(lot(number, *one) for number, one in enumerate(kept, 1))
    found = cascade(parts, Standing(vested, payable, lots))
    total = sum(part.amount_minor for part in parts)
    paid = (found.reserve_minor, found.vested_minor, found.payable_minor, found.receivable_minor)
    assert sum(paid) == total
    assert min(paid) >= 0
    assert found.vested_minor <= vested
    assert found.payable_minor <= payable
    assert all(0 < minor <= one.left_minor for one, minor in found.used)
    assert sum(minor for _lot, minor in found.used) == found.reserve_minor


@given(PARTS, LOTS, st.integers(0, 800), st.integers(0, 800))
def test_later_accounts_pay_only_when_the_earlier_are_empty(
    parts: list[TakenBack], kept: list[tuple[int, int, date, date]], vested: int, payable: int
) -> None:
    lots = tuple(lot(number, *one) for number, one in enumerate(kept, 1))
    found = cascade(parts, Standing(vested, payable, lots))
    reserved = sum(one.left_minor for one in lots)
    assert not found.vested_minor or found.reserve_minor == reserved
    assert not found.payable_minor or found.vested_minor == vested
    assert not found.receivable_minor or found.payable_minor == payable


@given(PARTS, LOTS)
def test_papers_are_lowered_by_what_was_on_paper_or_will_be(
    parts: list[TakenBack], kept: list[tuple[int, int, date, date]]
) -> None:
    lots = tuple(lot(number, *one) for number, one in enumerate(kept, 1))
    found = cascade(parts, Standing(0, 0, lots))
    lowered = sum(minor for _part, minor in found.lowered)
    freed = sum(minor for _lot, minor in found.freed)
    total = sum(part.amount_minor for part in parts)
    assert lowered - freed == total - found.reserve_minor
