"""What a hostess gets, by the whole total; and how money and credit go back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shop.rules.hostess_credit import (
    Tier,
    credit_minor,
    next_tier,
    rise,
    split_back,
    used_minor,
)

TABLE = [Tier(200_00, 500), Tier(400_00, 1000), Tier(800_00, 1500)]


def test_the_tier_holds_for_the_whole_total_and_begins_at_its_own_cent() -> None:
    assert [credit_minor(TABLE, total) for total in (199_99, 200_00, 399_99, 400_00, 800_01)] == [
        0, 10_00, 20_00, 40_00, 120_00,
    ]  # fmt: skip


def test_half_a_cent_is_rounded_up() -> None:
    assert (credit_minor([Tier(0, 500)], 10), credit_minor([Tier(0, 500)], 9)) == (1, 0)


def test_the_next_tier_is_the_lowest_that_is_not_reached() -> None:
    assert next_tier(TABLE, 0) == TABLE[0]
    assert next_tier(TABLE, 400_00) == TABLE[2]
    assert next_tier(TABLE, 800_00) is None


def test_totals_and_rates_have_to_rise() -> None:
    assert rise(TABLE)
    assert not rise([Tier(100, 500), Tier(100, 600)])
    assert not rise([Tier(100, 500), Tier(200, 500)])


def test_credit_pays_goods_as_far_as_it_goes() -> None:
    assert (used_minor(30_00, 20_00), used_minor(5_00, 20_00), used_minor(-1, 20_00)) == (
        20_00, 5_00, 0,
    )  # fmt: skip


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6), st.integers(0, 60_000))
def test_whatever_comes_back_piece_by_piece_money_and_credit_end_where_one_return_ends(
    pieces: list[int], paid: int
) -> None:
    left, credit = min(paid, sum(pieces)), 0
    for piece in pieces:
        back = split_back(piece, left)
        assert sum(back) == piece
        left, credit = left - back.money_minor, credit + back.credit_minor
    whole = split_back(sum(pieces), min(paid, sum(pieces)))
    assert (left, credit) == (0, whole.credit_minor)
