"""Fingerprints of input and result."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.columns import ABSENT
from commissions.arrays.fingerprint import ResultHash, input_hash
from commissions.arrays.lines import BLOCK, LineBlock, blocks_of
from commissions.arrays.picture import carried_of, from_picture
from commissions.arrays.standing import from_standings
from commissions.engine.facts import (
    Award,
    Carry,
    Closed,
    Earning,
    Held,
    Picture,
    Placement,
    Ranked,
    Reversal,
    Volume,
)
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.settlement import settle
from core.periods import Period
from tests.unit.commissions.pictures import chain, pictures, plan, plans, rule, volume

MEMBERS, SPONSORS = chain(3)
REVERSAL = Reversal(8, 9, "o-3/1", 3, "own", "2025-12", True, -5, -5, -5)
PICTURE = Picture(MEMBERS, SPONSORS, ("active",) * 3, (volume(3, cv=100_00, pv=60_00),))

LINE = Earning("pairs", 2, None, 1, 1000, 100, 10, 1, (("left", 5),))


def input_of(picture: Picture, terms: Plan | None = None, period: str = "2026-01") -> str:
    return input_hash(terms or plan(), period, from_picture(picture))


def result_hash(terms: Plan, picture: Picture, block: int = BLOCK) -> str:
    walked, columns = settle(terms, picture), from_picture(picture)
    digest = ResultHash(columns, from_standings(walked.standings))
    for part in blocks_of(walked.lines, columns, block):
        digest.add(part)
    return digest.hexdigest()


@given(plans(), pictures())
def test_the_same_facts_have_the_same_fingerprints(terms: Plan, picture: Picture) -> None:
    assert input_of(picture, terms) == input_of(picture, terms)
    assert result_hash(terms, picture) == result_hash(terms, picture)


def test_the_keys_of_our_tables_leave_no_trace() -> None:
    moved = tuple(each._replace(entry_id=each.entry_id + 7) for each in PICTURE.volumes)
    elsewhere = dataclasses.replace(PICTURE, volumes=moved)
    assert input_of(elsewhere) == input_of(PICTURE)
    assert result_hash(plan(), elsewhere) == result_hash(plan(), PICTURE)


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(PICTURE, statuses=("active", "suspended", "active")),
        dataclasses.replace(PICTURE, sponsor_ids=(None, 1, 1)),
        dataclasses.replace(PICTURE, volumes=(volume(3, cv=100_01, pv=60_00),)),
        dataclasses.replace(PICTURE, volumes=(volume(2, cv=100_00, pv=60_00),)),
        dataclasses.replace(PICTURE, volumes=()),
        dataclasses.replace(PICTURE, volumes=(PICTURE.volumes[0]._replace(order_ref="o"),)),
        dataclasses.replace(PICTURE, volumes=(PICTURE.volumes[0]._replace(country="AT"),)),
        dataclasses.replace(PICTURE, volumes=(PICTURE.volumes[0]._replace(day=date(2026, 1, 2)),)),
        dataclasses.replace(PICTURE, reversals=(REVERSAL,)),
        dataclasses.replace(PICTURE, closed=(Closed(4, "2025-12", "0" * 64),)),
        dataclasses.replace(PICTURE, placement=Placement((None, 1, 1), (0, 1, 2))),
        dataclasses.replace(PICTURE, joined_on=(date(2025, 1, 1),) * 3),
        dataclasses.replace(PICTURE, carried=(Carry("team", 2, "left", "2025-12", 5),)),
        dataclasses.replace(PICTURE, awards=(Award(2, "one"),)),
        dataclasses.replace(PICTURE, persons=(MEMBERS[0], MEMBERS[0], MEMBERS[2])),
        dataclasses.replace(PICTURE, period=Period("2026-01")),
        dataclasses.replace(PICTURE, held=(NOTHING, NOTHING, Held("two", 0, "two"))),
    ],
)
def test_any_other_fact_is_another_input(other: Picture) -> None:
    assert input_of(other) != input_of(PICTURE)


def test_another_plan_or_period_is_another_input() -> None:
    known = input_of(PICTURE)
    assert input_of(PICTURE, plan(sha256="1" * 64)) != known
    assert input_of(PICTURE, period="2026-02") != known


def test_another_cent_is_another_result() -> None:
    generous = plan(rule(rates_bp=(1001, 500, 250), depth_by_rank=None), ranks=())
    usual = plan(rule(depth_by_rank=None), ranks=())
    everybody = tuple(volume(member, pv=60_00, cv=100_00) for member in MEMBERS)
    picture = dataclasses.replace(PICTURE, volumes=everybody)
    assert result_hash(generous, picture) != result_hash(usual, picture)


def test_who_brought_nothing_leaves_no_trace() -> None:
    nothing = dataclasses.replace(PICTURE, held=(NOTHING,) * 3)
    assert input_of(nothing) == input_of(PICTURE)


def test_every_fact_of_a_picture_has_a_column() -> None:
    names = {field.name for field in dataclasses.fields(from_picture(PICTURE))}
    renamed = {"sponsor_ids": "sponsor_rows"}
    assert {renamed.get(field.name, field.name) for field in dataclasses.fields(Picture)} == names
    of_orders = {field.name for field in dataclasses.fields(from_picture(PICTURE).volumes)}
    plural = {
        "entry_id": "entry_ids",
        "order_ref": "order_refs",
        "member_id": "member_rows",
        "kind": "is_own",
        "country": "countries",
        "day": "days",
        "buyer": "buyers",
        "party": "parties",
        "currency": "currencies",
    }
    assert {plural.get(name, name) for name in Volume._fields} == of_orders
    ranked = from_standings(settle(plan(), PICTURE).standings).ranked
    assert {field.name for field in dataclasses.fields(ranked)} == set(Ranked._fields)


@given(plans(), pictures(), st.integers(1, 9))
def test_where_blocks_end_leaves_no_trace(terms: Plan, picture: Picture, block: int) -> None:
    assert result_hash(terms, picture, block) == result_hash(terms, picture)


@given(plans(), pictures())
def test_the_order_of_members_leaves_no_trace(terms: Plan, picture: Picture) -> None:
    turned = dataclasses.replace(
        picture,
        member_ids=picture.member_ids[::-1],
        sponsor_ids=picture.sponsor_ids[::-1],
        statuses=picture.statuses[::-1],
    )
    assert input_of(turned, terms) == input_of(picture, terms)
    assert result_hash(terms, turned) == result_hash(terms, picture)


@pytest.mark.parametrize(
    "other",
    [
        LINE._replace(rule_id="more"),
        LINE._replace(member_id=1),
        LINE._replace(source_id=2),
        LINE._replace(level=2),
        LINE._replace(facts=(("left", 6),)),
        LINE._replace(facts=(("right", 5),)),
        LINE._replace(facts=()),
    ],
)
def test_any_other_line_is_another_result(other: Earning) -> None:
    assert _hash_of([other]) != _hash_of([LINE])
    assert _hash_of([LINE, other]) != _hash_of([other, LINE])


def test_what_is_handed_on_is_part_of_the_result() -> None:
    carries = (Carry("team", 2, "left", "2025-12", 5), Carry("", 1, "months", "2025-12", 1))
    assert _hash_of([LINE], carries) == _hash_of([LINE], carries[::-1])
    assert len({_hash_of([LINE], carries[:some]) for some in range(3)}) == 3


def _hash_of(lines: list[Earning], carries: tuple[Carry, ...] = ()) -> str:
    columns = from_picture(PICTURE)
    digest = ResultHash(columns, from_standings(settle(plan(), PICTURE).standings))
    for part in blocks_of(lines, columns):
        digest.add(part)
    digest.add_carried(carried_of(carries))
    return digest.hexdigest()


def test_a_name_that_no_line_uses_leaves_no_trace() -> None:
    columns = from_picture(PICTURE)
    hashes = set()
    for block in blocks_of([LINE], columns):
        absent = np.full((1, len(block)), ABSENT, np.int64)
        facts = np.concatenate([block.columns.facts, absent])
        wider = LineBlock(block.rule_id, block.columns._replace(facts=facts), ("left", "never"))
        for each in (block, wider):
            digest = ResultHash(columns, from_standings(settle(plan(), PICTURE).standings))
            digest.add(each)
            hashes.add(digest.hexdigest())
    assert len(hashes) == 1
