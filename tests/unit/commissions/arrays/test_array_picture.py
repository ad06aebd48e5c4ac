"""A picture as columns holds the same facts, whatever the order in which they came."""

from __future__ import annotations

import dataclasses
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given

from commissions.arrays.columns import Codes, exact_sum, minor
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.engine.facts import OWN, Carry, Held, Picture, Placement
from core.errors import InvariantBroken
from tests.unit.commissions.pictures import SEEDS, pictures, volume

FULL = Picture(
    (3, 5, 9),
    (5, None, 5),
    ("active", "suspended", "active"),
    (volume(9, cv=10)._replace(country="DE", day=date(2026, 1, 5), order_ref="Ä-1"),),
    held=(Held(), Held("one", 2, "two"), Held()),
    placement=Placement((None, 3, None), (0, 2, 0)),
    joined_on=(date(2026, 1, 1), date(2025, 1, 1), date(2026, 1, 31)),
    carried=(Carry("pairs", 9, "left", "2025-12", 7), Carry("", 3, "months", "2025-11", 2)),
)


@given(pictures())
def test_columns_hold_what_the_objects_say(picture: Picture) -> None:
    columns = from_picture(picture)
    members, volumes = columns.member_ids, columns.volumes
    assert tuple(members.tolist()) == picture.member_ids
    assert tuple(columns.statuses.names[code] for code in columns.statuses.rows) == picture.statuses
    shown = zip(
        volumes.entry_ids.tolist(),
        (ref.decode() for ref in volumes.order_refs.tolist()),
        members[volumes.member_rows].tolist(),
        volumes.is_own.tolist(),
        volumes.pv_minor.tolist(),
        volumes.cv_minor.tolist(),
        volumes.net_minor.tolist(),
        strict=True,
    )
    assert list(shown) == [(*each[:3], each.kind == OWN, *each[4:7]) for each in picture.volumes]


def test_members_rise_whatever_order_they_came_in() -> None:
    turned = Picture(
        FULL.member_ids[::-1],
        FULL.sponsor_ids[::-1],
        FULL.statuses[::-1],
        FULL.volumes,
        held=FULL.held[::-1],
        placement=Placement((None, 3, None), (0, 2, 0)),
        joined_on=FULL.joined_on[::-1],
        carried=FULL.carried[::-1],
    )
    assert _shown(from_picture(turned)) == _shown(from_picture(FULL))


def test_every_fact_of_a_member_and_an_order_is_there() -> None:
    columns = from_picture(FULL)
    assert columns.sponsor_rows.tolist() == [1, -1, 1]
    assert columns.may_earn.tolist() == [True, False, True]
    assert columns.volumes.order_refs.tolist() == ["Ä-1".encode()]
    assert columns.volumes.countries.names == ("DE",)
    assert columns.volumes.days.tolist() == [date(2026, 1, 5).toordinal()]
    assert columns.held is not None
    assert columns.held.ranks.names == ("", "one")
    assert columns.held.missed.tolist() == [0, 2, 0]
    assert columns.placement is not None
    assert columns.placement.parent_rows.tolist() == [-1, 0, -1]
    assert columns.joined_on is not None
    assert columns.carried.rules.names == ("", "pairs")
    assert columns.carried.amounts.tolist() == [2, 7]


@pytest.mark.parametrize(
    "broken",
    [
        dataclasses.replace(FULL, member_ids=(3, 5, 5)),
        dataclasses.replace(FULL, sponsor_ids=(5, None, 4)),
        dataclasses.replace(FULL, volumes=(volume(4, cv=1),)),
        Picture((), (), (), (volume(4, cv=1),)),
    ],
)
def test_a_picture_that_contradicts_itself_is_refused(broken: Picture) -> None:
    with pytest.raises(InvariantBroken, match="picture"):
        from_picture(broken)


def test_a_number_beyond_64_bits_is_refused() -> None:
    with pytest.raises(OverflowError):
        from_picture(dataclasses.replace(FULL, volumes=(volume(9, cv=2**63),)))


def test_codes_of_texts_that_are_not_there() -> None:
    codes = Codes.of(["b", "a", "b"])
    assert (codes.names, codes.rows.tolist()) == (("a", "b"), [1, 0, 1])
    assert (codes.code("b"), codes.code("z")) == (1, -1)
    assert codes.is_in(["b", "z"]).tolist() == [True, False, True]


@given(SEEDS)
def test_a_sum_beyond_64_bits_is_exact(seed: int) -> None:
    random = Random(seed)
    amounts = [random.randint(-(2**63), 2**63 - 1) for _each in range(50)]
    assert exact_sum(minor(amounts)) == sum(amounts)


def _shown(columns: ArrayPicture) -> str:
    with np.printoptions(threshold=1000):
        return repr(columns)
