"""Ranks over several periods come out as the guide says, whatever is reached when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import Picture, Ranked
from commissions.engine.plan import (
    AS_PAID,
    HIGHEST_PAID,
    LAST_PERIOD,
    NEVER,
    ONE_STEP,
    THIS_PERIOD,
    TO_EARNED,
    Plan,
    RankRules,
)
from commissions.engine.settlement import settle
from core.periods import Period
from tests.unit.commissions.oracles.careers import lived
from tests.unit.commissions.pictures import SEEDS, plan, rank, rule, volume

STEPS = ("one", "two", "three", "four")
LADDER = tuple(rank(name, 100 * step) for step, name in enumerate(STEPS))


def settled(terms: Plan, steps: Sequence[int]) -> list[Ranked]:
    """Settle period after period, each beginning with what the one before hands on."""
    picture = Picture((1,), (None,), ("active",), (), period=Period("2026-01"))
    found = []
    for step in steps:
        outcome = settle(terms, replace(picture, volumes=(volume(1, pv=step * 100_00),)))
        for _line in outcome.lines:
            """What is handed on is complete once all lines are read."""
        ranked = outcome.standings.ranked[0]
        assert picture.period is not None
        picture = replace(
            picture,
            period=picture.period.next(),
            held=(ranked.carried,),
            carried=tuple(outcome.carried),
        )
        found.append(ranked)
    return found


def drawn_rules(random: Random) -> RankRules:
    of = random.choice([1, 2, 3, 3, 4])
    title = random.choice([HIGHEST_PAID, HIGHEST_PAID, AS_PAID])
    demotion = random.choice([TO_EARNED, ONE_STEP, NEVER])
    hold = random.randint(1, of)
    return RankRules(
        grace_periods=0 if demotion == NEVER else random.randint(0, 3),
        demotion=demotion,
        hold_periods=hold,
        hold_of=of if hold > 1 else 1,
        requalify_periods=random.choice([0, 1, 2, 3]) if hold > 1 else 0,
        title=title,
        title_lasts=random.choice([None, 1, 2, 3]) if title == HIGHEST_PAID else None,
    )


def drawn_steps(random: Random, stays: int) -> list[int]:
    """Draw what some periods reach: a step for some periods in a row, then another."""
    steps = random.choices(range(len(STEPS)), k=stays)
    return [step for step in steps for _period in range(random.randint(1, 3))]


@given(SEEDS, st.integers(0, 8))
@settings(max_examples=300)
def test_ranks_are_what_the_guide_says(seed: int, stays: int) -> None:
    random = Random(seed)
    steps = drawn_steps(random, stays)
    rules, pays = drawn_rules(random), random.choice([THIS_PERIOD, LAST_PERIOD])
    terms = plan(
        rule(depth_by_rank=None), ranks=LADDER, rank_rules=rules, rank_for_pay=pays,
        active_pv_minor=0,
    )  # fmt: skip
    career, found = lived(rules, pays, steps), settled(terms, steps)
    assert [STEPS.index(each.held) for each in found] == career.held
    assert [each.missed for each in found] == career.misses
    assert [STEPS.index(each.paid) for each in found] == career.paid
    assert [STEPS.index(each.title) for each in found] == career.titles
