"""Tax of a document: the gross is fixed, the parts add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.tax import net_of_gross, tax_document

RATES = st.sampled_from([0, 260, 500, 700, 810, 1000, 1900, 2000])
LINES = st.lists(st.tuples(RATES, st.integers(0, 10**12)), max_size=12)


def test_nineteen_percent_is_taken_out_of_the_sum_not_out_of_each_line() -> None:
    three_pieces = tax_document([(1900, 999), (1900, 999), (1900, 999)])
    assert three_pieces.net_minor == net_of_gross(2997, 1900) == 2518
    assert three_pieces.line_nets == (840, 839, 839)


def test_each_rate_has_a_part_of_its_own() -> None:
    taxed = tax_document([(1900, 11900), (700, 10700), (1900, 2380)])
    assert [(p.rate_bp, p.gross_minor, p.net_minor, p.tax_minor) for p in taxed.parts] == [
        (700, 10700, 10000, 700),
        (1900, 14280, 12000, 2280),
    ]


def test_nothing_sold_costs_nothing() -> None:
    assert tax_document([]).gross_minor == 0


def test_a_gift_beside_a_sale_bears_no_tax() -> None:
    assert tax_document([(1900, 0), (1900, 1190)]).line_nets == (0, 1000)


@given(LINES)
def test_the_parts_add_up_and_the_gross_stays(lines: list[tuple[int, int]]) -> None:
    taxed = tax_document(lines)
    assert taxed.gross_minor == sum(gross for _rate, gross in lines)
    assert sum(taxed.line_nets) == taxed.net_minor
    for part in taxed.parts:
        assert part.net_minor + part.tax_minor == part.gross_minor
        assert part.net_minor == net_of_gross(part.gross_minor, part.rate_bp)
        of_rate = [n for n, (rate, _g) in zip(taxed.line_nets, lines, strict=True)
                   if rate == part.rate_bp]  # fmt: skip
        assert sum(of_rate) == part.net_minor


@given(LINES)
def test_no_line_is_worth_more_net_than_gross(lines: list[tuple[int, int]]) -> None:
    for net, (_rate, gross) in zip(tax_document(lines).line_nets, lines, strict=True):
        assert 0 <= net <= gross


@given(LINES)
def test_a_line_differs_from_its_own_rounding_by_two_cents_at_most(
    lines: list[tuple[int, int]],
) -> None:
    for net, (rate, gross) in zip(tax_document(lines).line_nets, lines, strict=True):
        assert abs(net - net_of_gross(gross, rate)) <= 2
