"""Trees of the benchmark."""

from __future__ import annotations

import pytest

from commissions.benchmark.shapes import NOBODY, SHAPES, sponsors


@pytest.mark.parametrize("shape", SHAPES)
def test_every_sponsor_stands_before_its_partners(shape: str) -> None:
    above = sponsors(500, shape, 1).tolist()
    assert above[0] == NOBODY
    assert all(0 <= sponsor < place for place, sponsor in enumerate(above) if place)


def test_the_same_seed_grows_the_same_tree() -> None:
    seven = sponsors(300, "random", 7).tolist()
    assert sponsors(300, "random", 7).tolist() == seven
    assert sponsors(300, "random", 8).tolist() != seven


def test_a_chain_is_a_chain_and_a_star_a_star() -> None:
    assert sponsors(4, "chain", 1).tolist() == [NOBODY, 0, 1, 2]
    assert sponsors(4, "star", 1).tolist() == [NOBODY, 0, 0, 0]
