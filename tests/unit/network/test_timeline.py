"""A move splits the span that holds on its day, and only that one."""

from __future__ import annotations

from datetime import date

from network.rules.timeline import Cut, Span, cut_at

JANUARY, MARCH, JUNE, JULY = (date(2026, month, 1) for month in (1, 3, 6, 7))
UNDER_ANNA = Span(1, 10, JANUARY, JUNE)
UNDER_BERT_LATER = Span(2, 20, JUNE, None)
SPANS = [UNDER_ANNA, UNDER_BERT_LATER]


def test_a_move_inside_a_span_leaves_its_first_part() -> None:
    cut = cut_at(SPANS, MARCH)
    assert cut == Cut(UNDER_ANNA, MARCH)
    assert cut.leaves_a_first_part


def test_a_move_on_a_span_s_first_day_replaces_it_whole() -> None:
    cut = cut_at(SPANS, JUNE)
    assert cut == Cut(UNDER_BERT_LATER, JUNE)
    assert not cut.leaves_a_first_part


def test_the_last_span_is_open() -> None:
    assert cut_at(SPANS, JULY) == Cut(UNDER_BERT_LATER, JULY)


def test_nothing_holds_before_the_beginning() -> None:
    assert cut_at(SPANS, date(2025, 12, 31)) is None
