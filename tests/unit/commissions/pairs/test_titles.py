"""One-time amounts for titles, and allowances for ranks that are kept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Carry, Held, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.kinds.car.rule import Car
from commissions.kinds.car.walk import State, count
from commissions.kinds.rank_bonus.rule import RankBonus
from commissions.shipped_plans import shipped_plan
from core.errors import InvariantBroken
from core.periods import Period
from tests.unit.commissions.pictures import NAMES, SEEDS, plan, volume

AMOUNTS = {"one": 0, "two": 100_00, "three": 250_01}


def bonus(**changes: object) -> RankBonus:
    """Return 100 for the second and 250.01 for the third rank, at once, skipped ones too."""
    terms: dict[str, object] = {
        "id": "title",
        "names": NAMES,
        "tax_nature": "commission",
        "amounts_minor": AMOUNTS,
        "pays_skipped": True,
        "within_days": None,
        "instalments": 1,
        "missed_come_later": False,
    }
    return RankBonus(**(terms | changes))  # type: ignore[arg-type]


def car(**changes: object) -> Car:
    """Return an allowance that begins at once and ends at once."""
    terms: dict[str, object] = {
        "id": "car",
        "names": NAMES,
        "tax_nature": "commission",
        "amounts_minor": AMOUNTS,
        "begins_after": 1,
        "ends_after": 1,
        "pays_missed": False,
    }
    return Car(**(terms | changes))  # type: ignore[arg-type]


POINTS = {"one": 60_00, "two": 300_00, "three": 1000_00}


def career(terms: RankBonus | Car, ranks: list[str], **about: object) -> list[int]:
    """Settle month after month with one member at these ranks and return what each pays."""
    whole: Plan = plan(terms)
    held, carried, found = (Held(),), tuple[Carry, ...](), []
    period = Period("2026-01")
    for rank in ranks:
        bought = (volume(1, pv=POINTS[rank]),)
        picture = Picture(
            (1,), (None,), ("active",), bought, held=held, period=period, carried=carried, **about
        )  # type: ignore[arg-type]
        settlement = settle(whole, picture)
        found.append(sum(line.amount_minor for line in settlement.lines))
        held = tuple(each.carried for each in settlement.standings.ranked)
        carried, period = tuple(settlement.carried), period.next()
    return found


def test_each_title_is_paid_once() -> None:
    assert career(bonus(), ["one", "two", "one", "two", "three"]) == [0, 100_00, 0, 0, 250_01]


def test_skipped_titles_are_paid_or_not() -> None:
    assert career(bonus(), ["three", "two"]) == [350_01, 0]
    assert career(bonus(pays_skipped=False), ["three", "two"]) == [250_01, 0]


def test_a_title_from_before_the_rule_is_not_paid() -> None:
    picture = Picture(
        (1,), (None,), ("active",), (volume(1, pv=300_00),), held=(Held("two", 0, "two"),)
    )
    assert list(settle(plan(bonus()), picture).lines) == []


def test_a_title_that_was_lost_and_is_reached_again_is_not_paid_again() -> None:
    rewarded = (Carry("title", 1, "rewarded", "2026-01", 2),)
    picture = Picture(
        (1,), (None,), ("active",), (volume(1, pv=1000_00),),
        held=(Held("one", 0, "one"),), carried=rewarded,
    )  # fmt: skip
    (line,) = settle(plan(bonus()), picture).lines
    assert line.facts == (("three", 250_01),)


def test_instalments_need_the_rank_and_come_later_or_are_lost() -> None:
    ranks = ["three", "two", "three", "three", "three"]
    parts = bonus(instalments=3, amounts_minor={"one": 0, "two": 0, "three": 100_00})
    assert career(parts, ranks) == [33_34, 0, 33_33, 0, 0]
    later = bonus(instalments=3, amounts_minor=parts.amounts_minor, missed_come_later=True)
    assert career(later, ranks) == [33_34, 0, 33_33, 33_33, 0]


@pytest.mark.parametrize(("joined", "paid"), [(date(2025, 12, 2), 100_00), (date(2025, 12, 1), 0)])
def test_a_deadline_counts_from_the_first_day(joined: date, paid: int) -> None:
    assert career(bonus(within_days=30), ["two"], joined_on=(joined,)) == [paid]


def test_a_deadline_needs_first_days() -> None:
    with pytest.raises(InvariantBroken, match="first day"):
        career(bonus(within_days=30), ["two"])


def test_an_allowance_begins_after_periods_in_a_row_and_ends_after_missed_ones() -> None:
    ranks = ["two", "one", "two", "two", "one", "three", "one", "one", "two", "two"]
    strict = car(begins_after=2, ends_after=2)
    assert career(strict, ranks) == [0, 0, 0, 100_00, 0, 250_01, 0, 0, 0, 100_00]
    mild = car(begins_after=2, ends_after=2, pays_missed=True)
    assert career(mild, ranks) == [0, 0, 0, 100_00, 100_00, 250_01, 250_01, 0, 0, 100_00]
    assert career(car(), ranks[:4]) == [100_00, 0, 100_00, 100_00]


@given(st.integers(1, 4), st.integers(1, 4), st.lists(st.integers(0, 3), max_size=30))
def test_an_allowance_runs_as_its_words_say(begins: int, ends: int, steps: list[int]) -> None:
    """Told anew by looking back at the whole past instead of counting."""
    terms, state, running = car(begins_after=begins, ends_after=ends), State(), 0
    for place, step in enumerate(steps):
        state = count(terms, state, step, step > 0)
        past = steps[: place + 1]
        if step and (running or (all(past[-begins:]) and len(past) >= begins)):
            running = step
        if not any(past[-ends:]) and len(past) >= ends:
            running = 0
        assert state.running == running


@settings(max_examples=60)
@given(SEEDS, st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=10))
def test_nobody_is_ever_paid_more_than_each_title_once(seed: int, ranks: list[str]) -> None:
    random = Random(seed)
    terms = bonus(
        pays_skipped=random.random() < 0.5,
        instalments=random.choice([1, 2, 3]),
        missed_come_later=random.random() < 0.5,
    )
    paid = career(terms, ranks)
    assert sum(paid) <= sum(AMOUNTS[rank] for rank in ("two", "three"))
    highest = max(ranks, key=list(AMOUNTS).index)
    assert bool(sum(paid)) == (highest != "one")


def test_every_title_of_a_period_is_named_in_one_line() -> None:
    picture = Picture((1,), (None,), ("active",), (volume(1, pv=1000_00),))
    settlement = settle(plan(bonus()), picture)
    (line,) = settlement.lines
    assert line.facts == (("two", 100_00), ("three", 250_01))
    assert Counter(carry.name for carry in settlement.carried) == {"rewarded": 1}


AUFSTIEG = shipped_plan("aufstieg", "2026-01-01").document.decode()
WAGEN = shipped_plan("wagen", "2026-01-01").document.decode()

MISTAKES = {
    "one for all": (
        AUFSTIEG, '{ partner = "0 EUR", leitung = "90.00 EUR", direktion = "200.01 EUR" }',
        '"90.00 EUR"', "praemie].amounts", "for each rank",
    ),
    "rank missing": (AUFSTIEG, 'leitung = "90.00 EUR", ', "", "amounts.leitung", "missing"),
    "other money": (AUFSTIEG, '"90.00 EUR"', '"90.00 USD"', "praemie].amounts", "in USD"),
    "one instalment": (AUFSTIEG, "instalments = 3", "instalments = 1", "instalments", "no effect"),
    "missed is open": (
        AUFSTIEG, 'missed_instalment = "lost"\n', "", "missed_instalment", "missing",
    ),
    "missed without instalments": (
        AUFSTIEG, "instalments = 3\n", "", "missed_instalment", "no effect",
    ),
    "bare days": (AUFSTIEG, '"40 days"', "40", "schnellstart].within", "bare number"),
    "car: missed is open": (WAGEN, 'while_missed = "pay"\n', "", "while_missed", "missing"),
    "car: nothing to miss": (
        WAGEN, 'ends_after   = "1 period"', 'ends_after = "1 period"\nwhile_missed = "pay"',
        "telefon].while_missed", "no effect",
    ),
    "car: begins anew at once": (
        WAGEN, 'ends_after   = "1 period"', 'ends_after = "2 periods"\nwhile_missed = "nothing"',
        "telefon].ends_after", "begins anew at once",
    ),
    "car: no period": (WAGEN, '"1 period"', '"0 periods"', "begins_after", "at least one period"),
    "car: nobody": (
        WAGEN, 'direktion = "20.00 EUR", praesidium = "35.00 EUR"',
        'direktion = "0 EUR", praesidium = "0 EUR"', "telefon].amounts", "zero for everybody",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_its_key_and_reason(mistake: str) -> None:
    text, find, put, key, reason = MISTAKES[mistake]
    assert text.count(find) >= 1, find
    with pytest.raises(PlanRejected) as caught:
        read_plan(text.replace(find, put, 1).encode(), "")
    assert key in str(caught.value)
    assert reason in str(caught.value)
