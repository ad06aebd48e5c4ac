"""Lines as columns: from the walk and back, and from a kernel written as the docstring says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import chain as joined
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.columns import Flags, Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.lines import LineBlock, LineColumns, blocks_of, earnings_of, filled
from commissions.arrays.money import share
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.arrays.tree import plant
from commissions.engine.facts import Earning, Picture
from commissions.engine.settlement import settle
from commissions.engine.tree import NOBODY
from tests.unit.commissions.pictures import pictures, plan, rule, volume

MEMBERS = (4, 6, 8)
VOLUME = volume(8, cv=100_00, net=100_00)
PICTURE = Picture(MEMBERS, (None, 4, 6), ("active",) * 3, (VOLUME,))
LINES = (
    Earning("team", 6, VOLUME, 1, 1000, 100_00, 10_00),
    Earning("team", 4, VOLUME, 2, 500, 100_00, 5_00),
    Earning("pairs", 4, None, 0, 1000, 50_00, 5_00, None, (("left", 7), ("right", -2))),
    Earning("pairs", 6, None, 0, 0, 0, -1_00, 4, (("right", 0), ("limit", 3))),
)


@given(pictures(), st.integers(1, 7))
def test_lines_of_the_walk_come_back_from_columns(picture: Picture, block: int) -> None:
    lines = list(settle(plan(rule(depth_by_rank=None), rule(id="more")), picture).lines)
    blocks = blocks_of(lines, from_picture(picture), block)
    assert list(_earnings(blocks, picture)) == lines


def test_lines_without_an_order_keep_their_source_and_their_facts() -> None:
    blocks = list(blocks_of(LINES, from_picture(PICTURE)))
    assert [(block.rule_id, len(block)) for block in blocks] == [("team", 2), ("pairs", 2)]
    assert blocks[1].fact_names == ("left", "right", "limit")
    assert list(_earnings(blocks, PICTURE)) == list(LINES)


@given(pictures(), st.integers(1, 7))
def test_a_kernel_pays_what_the_walk_pays(picture: Picture, block: int) -> None:
    terms = rule(depth_by_rank=None, pass_over=frozenset({"barred", "inactive"}), base="order.net")
    walked = list(settle(plan(terms, active_pv_minor=0, ranks=()), picture).lines)
    found = _earnings(_team(from_picture(picture), terms.rates_bp, block), picture)
    assert list(found) == walked


def test_an_order_with_more_lines_than_there_is_room_for_comes_whole() -> None:
    picture = dataclasses.replace(PICTURE, volumes=(VOLUME, VOLUME._replace(entry_id=9)))
    blocks = list(_team(from_picture(picture), (100, 100), 1))
    assert [block.columns.volumes.tolist() for block in blocks] == [[0, 0], [1, 1]]


@pytest.mark.parametrize("count", [0, 3])
def test_a_rule_that_pays_nothing_has_no_block(count: int) -> None:
    assert not list(filled("none", count, lambda first, out: (count, 0)))


def _earnings(blocks: Iterator[LineBlock] | list[LineBlock], picture: Picture) -> Iterator[Earning]:
    members, volumes = picture.member_ids, picture.volumes
    return joined.from_iterable(earnings_of(block, members, volumes) for block in blocks)


def _team(picture: ArrayPicture, rates_bp: tuple[int, ...], block: int) -> Iterator[LineBlock]:
    """Pay levels with full compression: the kernel of the docstring."""
    tree, volumes = plant(picture.sponsor_rows), picture.volumes
    nearest, rates = tree.nearest(_stops(picture)), rows(rates_bp)
    above = np.append(tree.above, NOBODY)[volumes.member_rows]
    starts = np.where(volumes.is_own, above, volumes.member_rows).astype(np.int32)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, orders)

    orders = _Orders(volumes.net_minor, starts, nearest, tree.above, rates)
    return filled("team", len(volumes), fill, block=block)


def _stops(picture: ArrayPicture) -> Flags:
    return picture.may_earn


class _Orders(NamedTuple):
    bases: Minor
    starts: Rows
    nearest: Rows
    above: Rows
    rates_bp: Rows


@compiled
def _fill(first: int, out: LineColumns, orders: _Orders) -> tuple[int, int]:
    count = 0
    for place in range(first, len(orders.bases)):
        kept, row, base = count, orders.starts[place], orders.bases[place]
        for level in range(len(orders.rates_bp)):
            row = NOBODY if row == NOBODY else orders.nearest[row]
            if row == NOBODY:
                break
            amount = share(base, orders.rates_bp[level])
            if amount:
                if count == len(out.amounts):
                    return place, kept
                out.members[count], out.volumes[count] = row, place
                out.levels[count], out.rates_bp[count] = level + 1, orders.rates_bp[level]
                out.bases[count], out.amounts[count] = base, amount
                count += 1
            row = orders.above[row]
    return len(orders.bases), count
