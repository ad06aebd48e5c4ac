"""Where a new price fits into the prices that are known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shop.rules.price_timeline import Fit, Span, fit_in

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def test_the_first_price_holds_for_ever() -> None:
    assert fit_in([], MARCH) == Fit(None, False, None)


def test_a_later_price_ends_the_one_before() -> None:
    old = Span(1, JANUARY, None)
    assert fit_in([old], MARCH) == Fit(old, True, None)


def test_a_price_from_the_same_day_replaces_the_old_one_whole() -> None:
    old = Span(1, JANUARY, None)
    assert fit_in([old], JANUARY) == Fit(old, False, None)


def test_a_price_in_between_ends_where_the_planned_one_begins() -> None:
    old, planned = Span(1, JANUARY, JUNE), Span(2, JUNE, None)
    assert fit_in([old, planned], MARCH) == Fit(old, True, JUNE)


def test_a_price_before_all_others_ends_where_the_first_begins() -> None:
    assert fit_in([Span(1, MARCH, None)], JANUARY) == Fit(None, False, MARCH)


DAYS = st.integers(0, 400).map(lambda n: date.fromordinal(JANUARY.toordinal() + n))


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_on_every_day_the_latest_word_holds_and_no_two_overlap(starts: list[date]) -> None:
    spans: list[Span] = []
    for price_id, day in enumerate(starts):
        fit = fit_in(spans, day)
        if fit.superseded:
            spans.remove(fit.superseded)
            if fit.keeps_earlier_days:
                spans.append(Span(fit.superseded.price_id, fit.superseded.starts, day))
        spans.append(Span(price_id, day, fit.ends))
    for day in starts:
        (covering,) = [span for span in spans if span.covers(day)]
        assert starts[covering.price_id] == day
        assert covering.price_id == max(i for i, start in enumerate(starts) if start == day)
