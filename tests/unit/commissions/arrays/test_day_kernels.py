"""Orders that climb the tree of their day, paid by the rank of their day: both engines agree."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given

from commissions.arrays.fingerprint import input_hash
from commissions.arrays.picture import from_picture
from commissions.document.plan_document import read_plan
from commissions.engine.facts import Held, Moved, Picture
from commissions.engine.plan import ONE_STEP, ORDER_DAY, PERIOD_END, THIS_PERIOD, Plan, RankRules
from commissions.engine.standings import stand
from commissions.engine.tree import plant
from commissions.shipped_plans import plan_files, shipped_paths
from core.periods import Period
from tests.unit.commissions.arrays.test_settle import both
from tests.unit.commissions.pictures import SEEDS, pictures, plans

FIRST = date(2026, 1, 1)
SHIPPED = [read_plan((files := plan_files(path)).document, files.filename)
           for path in shipped_paths()]  # fmt: skip


def fits(terms: Plan) -> bool:
    """Tell whether a plan may go by days."""
    return all(
        not rule.needs_one_tree and not rule.needs_whole_period for rule in terms.rules
    ) and (any(rule.is_of_orders for rule in terms.rules))


BY_DAYS = [
    dataclasses.replace(terms, tree_as_of=tree, rank_for_pay=timing)
    for terms in SHIPPED
    if fits(terms) and terms.rank_rules.own_group_stops_at is None
    for tree, timing in ((ORDER_DAY, terms.rank_for_pay), (ORDER_DAY, ORDER_DAY),
                         (PERIOD_END, ORDER_DAY))
    if terms.ranks or timing != ORDER_DAY
]  # fmt: skip


def moved(picture: Picture, random: Random) -> Picture:
    """Give orders days and draw moves; everybody's earlier sponsors stand above in the last tree.

    That is one order in which sponsors always come first, so no day has a circle.
    """
    tree = plant(picture.member_ids, picture.sponsor_ids)
    members = [picture.member_ids[row] for row in tree.sponsors_first]
    days = [FIRST + timedelta(days=random.randrange(31)) for _each in range(4)]
    moves = {
        (random.choice(days), place): random.choice([None, *members[:place]])
        for place in (random.randrange(len(members)) for _each in range(random.randint(0, 8)))
    }
    return dataclasses.replace(
        picture,
        period=Period("2026-01"),
        joined_on=tuple(FIRST - timedelta(days=random.randrange(90)) for _each in members),
        volumes=tuple(
            each._replace(day=random.choice([None, FIRST - timedelta(days=9), *days, *days]))
            for each in picture.volumes
        ),
        moves=tuple(sorted(
            (Moved(day, members[place], above) for (day, place), above in moves.items()),
            key=lambda each: each[:2],
        )),
        held=tuple(
            Held(random.choice(["", "one", "two", "three"]), random.randint(0, 2))
            for _each in members
        ),
    )  # fmt: skip


@given(plans(), pictures(), SEEDS)
def test_they_agree_on_moves_and_days(terms: Plan, drawn: Picture, seed: int) -> None:
    random = Random(seed)
    wished = dataclasses.replace(
        terms,
        tree_as_of=random.choice([ORDER_DAY, ORDER_DAY, PERIOD_END]),
        rank_for_pay=random.choice([ORDER_DAY, THIS_PERIOD]),
        rank_rules=RankRules(grace_periods=random.randint(0, 1), demotion=ONE_STEP),
        own_volume_in_group=random.random() < 0.7,
    )
    picture = moved(drawn, random)
    if not wished.tree_goes_by_day:
        picture = dataclasses.replace(picture, moves=())
    kernel, walk = both(wished, picture)
    assert kernel == walk


@pytest.mark.parametrize("terms", BY_DAYS, ids=lambda terms: f"{terms.code}-{terms.tree_as_of}")
@given(drawn=pictures(), seed=SEEDS)
def test_every_kind_agrees_day_by_day(terms: Plan, drawn: Picture, seed: int) -> None:
    random = Random(seed)
    picture = moved(drawn, random)
    held = tuple(
        Held(random.choice(["", *(rank.id for rank in terms.ranks)])) for _each in picture.held
    )
    period = Period(str(_period_of(terms)))
    picture = dataclasses.replace(picture, held=held, period=period)
    if not terms.tree_goes_by_day:
        picture = dataclasses.replace(picture, moves=())
    kernel, walk = both(terms, picture)
    assert kernel == walk


def _period_of(terms: Plan) -> Period:
    return Period("2026-01") if terms.period == "month" else Period("2026-W02")


@given(plans(), pictures(), SEEDS)
def test_every_order_is_in_the_groups_of_the_tops_of_its_day(
    terms: Plan, drawn: Picture, seed: int
) -> None:
    picture = moved(drawn, Random(seed))
    found = stand(dataclasses.replace(terms, tree_as_of=ORDER_DAY), picture)
    days, people = found.people.days, found.people
    for number in range(days.last + 1):
        tops = [row for row, above in enumerate(days.tree(number).sponsor_rows) if above == -1]
        assert tops
    counted = [
        each.pv_minor
        for each in picture.volumes
        if each.kind == "own" or terms.customer_volume == "to_partner"
    ]
    assert sum(people.personal()) == sum(counted)
    # Whoever stands at the top all month has whatever came up to it; nobody has more than all.
    assert max(people.collected(), default=0) <= sum(counted)
    for leg, whole in zip(people.legs(), people.collected(), strict=True):
        assert leg <= whole


@given(pictures(), SEEDS)
def test_moves_change_the_fingerprint_of_a_picture_only_where_there_are_some(
    drawn: Picture, seed: int
) -> None:
    picture = moved(drawn, Random(seed))
    still = dataclasses.replace(picture, moves=())
    of_both = [input_hash(SHIPPED[0], "2026-01", from_picture(each)) for each in (picture, still)]
    assert (of_both[0] == of_both[1]) == (not picture.moves)
