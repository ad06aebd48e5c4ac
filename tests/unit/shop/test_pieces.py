"""Parts of a line add up to the line, whatever the order in which its pieces leave and return."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shop.rules.pieces import NOTHING, Row, Worth, part

amounts = st.integers(0, 10**7)


@st.composite
def lines(draw: st.DrawFn) -> Row:
    """Any line, odd cents and all; the net is never more than the gross."""
    gross = draw(amounts)
    worth = Worth(gross, draw(st.integers(0, gross)), draw(amounts), draw(amounts))
    return Row(1, draw(st.integers(1, 40)), worth)


def test_three_pieces_for_ten_cents_are_three_four_three() -> None:
    worth = Worth(10, 8, 100, 50)
    parts = [part(worth, 3, start, start + 1) for start in range(3)]
    assert [one.gross_minor for one in parts] == [3, 4, 3]
    assert [one.net_minor for one in parts] == [2, 4, 2]
    assert sum(parts, start=NOTHING) == worth


@given(lines(), st.lists(st.integers(1, 10)))
def test_any_cut_adds_up_and_no_part_is_below_zero(row: Row, cuts: list[int]) -> None:
    marks = sorted({0, row.quantity, *(min(cut, row.quantity) for cut in cuts)})
    parts = [part(row.worth, row.quantity, start, stop) for start, stop in pairwise(marks)]
    assert sum(parts, start=NOTHING) == row.worth
    assert all(one.net_minor >= 0 and one.tax_minor >= 0 and one.pv_minor >= 0 for one in parts)


@given(lines(), st.data())
def test_what_is_sent_cancelled_and_returned_in_any_order_adds_up(
    row: Row, data: st.DataObject
) -> None:
    sent = cancelled = returned = NOTHING
    while row.outstanding or row.with_buyer:
        deeds = [("sent", row.outstanding), ("cancelled", row.outstanding)]
        deed, most = data.draw(
            st.sampled_from([d for d in [*deeds, ("returned", row.with_buyer)] if d[1]])
        )
        count = data.draw(st.integers(1, most))
        if deed == "sent":
            sent += row.sent_next(count)
        elif deed == "cancelled":
            cancelled += row.cancelled_next(count)
        else:
            returned += row.returned_next(count)
        row = replace(row, **{deed: getattr(row, deed) + count})
    assert returned == sent
    assert returned + cancelled == row.worth
