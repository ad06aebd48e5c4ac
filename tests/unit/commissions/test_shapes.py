"""Trees of the benchmark."""

from __future__ import annotations

from random import Random

import pytest

from commissions.benchmark.shapes import SHAPES, sponsors


@pytest.mark.parametrize("shape", SHAPES)
def test_every_sponsor_stands_before_its_partners(shape: str) -> None:
    above = sponsors(500, shape, Random(1))
    assert above[0] is None
    assert all(
        sponsor is not None and sponsor < place for place, sponsor in enumerate(above) if place
    )


def test_the_same_seed_grows_the_same_tree() -> None:
    assert sponsors(300, "random", Random(7)) == sponsors(300, "random", Random(7))
    assert sponsors(300, "random", Random(7)) != sponsors(300, "random", Random(8))


def test_a_chain_is_a_chain_and_a_star_a_star() -> None:
    assert sponsors(4, "chain", Random(1)) == [None, 0, 1, 2]
    assert sponsors(4, "star", Random(1)) == [None, 0, 0, 0]
