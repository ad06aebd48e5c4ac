"""The geometry of charts: in thousandths, and parts that fill the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storefront.charts import FULL, Measure, bars, line, shares


def measures(*values: int) -> list[Measure]:
    return [Measure(f"M{place}", value, str(value)) for place, value in enumerate(values)]


def test_the_longest_bar_fills_its_row_and_a_negative_value_draws_nothing() -> None:
    assert [bar.length for bar in bars(measures(50, 100, -10))] == [500, FULL, 0]
    assert [bar.start for bar in bars(measures(50, 100))] == [500, 0]


def test_bars_of_nothing_are_empty() -> None:
    assert bars([]) == ()
    assert [bar.length for bar in bars(measures(0, 0))] == [0, 0]


@given(st.lists(st.integers(0, 10**12), max_size=12))
def test_shares_lie_side_by_side_and_fill_the_whole(values: list[int]) -> None:
    parts = shares(measures(*values))
    assert len(parts) == sum(1 for value in values if value)
    end = 0
    for part in parts:
        assert part.start == end
        end += part.length
    assert end == (FULL if parts else 0)


def test_a_percentage_is_rounded_half_up() -> None:
    assert [part.percent for part in shares(measures(1, 7))] == [13, 88]


def test_a_line_runs_from_edge_to_edge_and_knows_its_top() -> None:
    drawn = line(measures(0, 200, 100))
    assert drawn is not None
    assert drawn.path == "M0 1000L500 0L1000 500"
    assert (drawn.highest.label, drawn.last.text) == ("M1", "100")
    assert drawn.area.endswith("L1000 1000L0 1000Z")


def test_one_value_makes_no_line() -> None:
    assert line(measures(5)) is None
