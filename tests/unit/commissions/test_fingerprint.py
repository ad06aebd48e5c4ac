"""Fingerprints of input and result."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from commissions.engine.facts import Held, Picture
from commissions.engine.fingerprint import ResultHash, input_hash
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.settlement import settle
from tests.unit.commissions.pictures import chain, pictures, plan, plans, rule, volume

MEMBERS, SPONSORS = chain(3)
PICTURE = Picture(MEMBERS, SPONSORS, ("active",) * 3, (volume(3, cv=100_00, pv=60_00),))


def result_hash(terms: Plan, picture: Picture) -> str:
    outcome = settle(terms, picture)
    digest = ResultHash(outcome.standings)
    for line in outcome.lines:
        digest.add(line)
    return digest.hexdigest()


@given(plans(), pictures())
def test_the_same_facts_have_the_same_fingerprints(terms: Plan, picture: Picture) -> None:
    assert input_hash(terms, "2026-01", picture) == input_hash(terms, "2026-01", picture)
    assert result_hash(terms, picture) == result_hash(terms, picture)


def test_the_keys_of_our_tables_leave_no_trace() -> None:
    moved = tuple(each._replace(entry_id=each.entry_id + 7) for each in PICTURE.volumes)
    elsewhere = dataclasses.replace(PICTURE, volumes=moved)
    assert input_hash(plan(), "2026-01", elsewhere) == input_hash(plan(), "2026-01", PICTURE)
    assert result_hash(plan(), elsewhere) == result_hash(plan(), PICTURE)


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(PICTURE, statuses=("active", "suspended", "active")),
        dataclasses.replace(PICTURE, sponsor_ids=(None, 1, 1)),
        dataclasses.replace(PICTURE, volumes=(volume(3, cv=100_01, pv=60_00),)),
        dataclasses.replace(PICTURE, volumes=(volume(2, cv=100_00, pv=60_00),)),
        dataclasses.replace(PICTURE, volumes=()),
        dataclasses.replace(PICTURE, held=(NOTHING, NOTHING, Held("two", 0, "two"))),
    ],
)
def test_any_other_fact_is_another_input(other: Picture) -> None:
    assert input_hash(plan(), "2026-01", other) != input_hash(plan(), "2026-01", PICTURE)


def test_another_plan_or_period_is_another_input() -> None:
    known = input_hash(plan(), "2026-01", PICTURE)
    assert input_hash(plan(sha256="1" * 64), "2026-01", PICTURE) != known
    assert input_hash(plan(), "2026-02", PICTURE) != known


def test_another_cent_is_another_result() -> None:
    generous = plan(rule(rates_bp=(1001, 500, 250), depth_by_rank=None), ranks=())
    usual = plan(rule(depth_by_rank=None), ranks=())
    everybody = tuple(volume(member, pv=60_00, cv=100_00) for member in MEMBERS)
    picture = dataclasses.replace(PICTURE, volumes=everybody)
    assert result_hash(generous, picture) != result_hash(usual, picture)


def test_who_brought_nothing_leaves_no_trace() -> None:
    nothing = dataclasses.replace(PICTURE, held=(NOTHING,) * 3)
    assert input_hash(plan(), "2026-01", nothing) == input_hash(plan(), "2026-01", PICTURE)
