"""Matching: rates of what others earn, by sponsor generations."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import PASSED_OVER, TOOK, Picture
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.engine.worst_case import worst_case
from commissions.kinds.by_rank import EVERYBODY
from commissions.kinds.matching.rule import Matching
from commissions.kinds.matching.walk import climb
from commissions.shipped_plans import shipped_plan
from core.rates import share
from tests.unit.commissions.pairs.placed import binaries, binary, placed, placements
from tests.unit.commissions.pictures import (
    NAMES,
    SEEDS,
    chain,
    pictures,
    plan,
    rule,
    volume,
)


def matching(**changes: object) -> Matching:
    """Return a tenth of what "team" pays, for one generation, passing over nobody."""
    terms: dict[str, object] = {
        "id": "match",
        "names": NAMES,
        "tax_nature": "commission",
        "of": ("team",),
        "rates_by_rank": {EVERYBODY: (1000,)},
        "before_caps": False,
        "cascade": False,
        "pass_over": frozenset(),
    }
    return Matching(**(terms | changes))  # type: ignore[arg-type]


def drawn_matching(random: Random, of: str) -> Matching:
    """Draw a rule with any of its switches."""
    ladder = {"one": (), "two": (1000,), "three": (2000, 0, 333)}
    obstacles = ("inactive", "rank_too_low", "barred")
    return matching(
        of=(of,),
        rates_by_rank=random.choice([{EVERYBODY: (1500, 500)}, ladder]),
        before_caps=random.random() < 0.5,
        cascade=random.random() < 0.5,
        pass_over=frozenset(each for each in obstacles if random.random() < 0.5),
    )


@st.composite
def matchings(draw: st.DrawFn, of: str = "team") -> Matching:
    return drawn_matching(Random(draw(SEEDS)), of)


TEAM = rule(depth_by_rank=None, rates_bp=(1000,), own_orders_start_at="seller")


def matched(terms: Matching, picture: Picture) -> dict[tuple[int, int | None], int]:
    """Return what each member gets from each earner."""
    settlement = settle(plan(TEAM, terms, ranks=(), active_pv_minor=0), picture)
    return {
        (line.member_id, line.source_id): line.amount_minor
        for line in settlement.lines
        if line.rule_id == "match"
    }


def line_of(*statuses: str, sold: int = 280_00) -> Picture:
    members, sponsors = chain(len(statuses))
    return Picture(members, sponsors, statuses, (volume(len(statuses), cv=sold),))


def test_the_sponsor_takes_a_rate_of_what_an_earner_earns() -> None:
    assert matched(matching(), line_of("active", "active", "active")) == {(2, 3): 2_80}


def test_a_cascade_matches_what_was_received_too() -> None:
    """Fifteen percent of a match of 4.20 are 0.63."""
    terms = matching(rates_by_rank={EVERYBODY: (1500,)}, cascade=True)
    assert matched(terms, line_of("active", "active", "active")) == {(2, 3): 4_20, (1, 2): 63}
    once = matching(rates_by_rank={EVERYBODY: (1500,)})
    assert matched(once, line_of("active", "active", "active")) == {(2, 3): 4_20}


def test_a_line_of_a_cascade_says_what_was_earned_and_what_received() -> None:
    terms = plan(TEAM, matching(cascade=True), ranks=(), active_pv_minor=0)
    lines = list(settle(terms, line_of("active", "active", "active")).lines)
    assert lines[1].facts == (("own", 0), ("received", 2_80))
    assert lines[2].facts == (("own", 28_00), ("received", 0))


def test_who_is_passed_over_uses_up_no_generation() -> None:
    two = {EVERYBODY: (1000, 500)}
    asleep = line_of("active", "active", "suspended", "active")
    over = matching(rates_by_rank=two, pass_over=frozenset({"barred"}))
    assert matched(over, asleep) == {(2, 4): 2_80, (1, 4): 1_40}
    assert matched(matching(rates_by_rank=two), asleep) == {(2, 4): 1_40}


def test_what_a_limit_cut_is_matched_where_the_plan_says_so() -> None:
    capped = binary(cap_by_rank={EVERYBODY: 50_00})
    rich = ((9, None, 0, 0), (1, 9, 1, 0), (2, 1, 1, 3000), (3, 1, 2, 2000))

    def paid(before: bool) -> int:
        terms = plan(capped, matching(of=("paar",), before_caps=before), active_pv_minor=0)
        lines = settle(terms, placed(*rich)).lines
        return sum(line.amount_minor for line in lines if line.rule_id == "match")

    assert (paid(before=True), paid(before=False)) == (20_00, 5_00)


def test_the_worst_case_follows_from_the_rules_above() -> None:
    two = {"one": (1500,), "two": (1000, 500)}
    assert worst_case([TEAM, matching(rates_by_rank=two)]).total_bp == 1000 + 200
    again = worst_case([TEAM, matching(rates_by_rank=two, cascade=True)])
    assert again.total_bp == 1000 + 250
    assert worst_case([binary(id="team"), matching()]).total_bp is None


@settings(max_examples=150)
@given(matchings(), pictures())
def test_who_jumps_pays_whom_the_walk_names(terms: Matching, picture: Picture) -> None:
    whole = plan(rule(), terms)
    standings = stand(whole, picture)
    earned, received = Counter[int](), Counter[int]()
    lines = list(Ground.of(whole, standings).lines())
    for line in lines:
        if line.rule_id == "team":
            earned[line.member_id] += line.amount_minor
        else:
            received[line.member_id] += line.amount_minor
    paid = {(x.source_id, x.member_id, x.level): x for x in lines if x.rule_id == "match"}
    expected = set()
    for row, member in enumerate(picture.member_ids):
        base = earned[member] + (received[member] if terms.cascade else 0)
        uplines = standings.uplines_from(standings.tree.sponsor_rows[row])
        for step in climb(terms, uplines) if base > 0 else ():
            assert step.decision != PASSED_OVER or step.obstacle in terms.pass_over
            if step.decision == TOOK and share(base, step.rate_bp):
                expected.add((member, step.member_id, step.level))
                found = paid[member, step.member_id, step.level]
                assert (found.base_minor, found.rate_bp) == (base, step.rate_bp)
                assert found.amount_minor == share(base, step.rate_bp)
    assert set(paid) == expected


@settings(max_examples=60)
@given(st.data(), binaries())
def test_what_is_matched_stays_within_the_rates_of_what_was_earned(
    data: st.DataObject, pairs: object
) -> None:
    picture = data.draw(placements(pairs))  # type: ignore[arg-type]
    terms = data.draw(matchings("paar"))
    lines = list(settle(plan(pairs, terms), picture).lines)  # type: ignore[arg-type]
    gross = sum(x.amount_minor for x in lines if x.rule_id == "paar" and x.amount_minor > 0)
    total = [x for x in lines if x.rule_id == "match"]
    share_bp = terms.most_of_an_earning_bp
    bound = gross * share_bp / (10_000 - share_bp if terms.cascade else 10_000)
    assert sum(x.amount_minor for x in total) <= bound + len(total)


def test_a_hundred_thousand_sleepers_above_are_jumped_over() -> None:
    size = 100_000
    members, sponsors = chain(size)
    statuses = ("active", *["suspended"] * (size - 2_001), *["active"] * 2_000)
    volumes = tuple(volume(member, cv=10_00) for member in range(size - 1_999, size + 1))
    terms = matching(pass_over=frozenset({"barred"}), rates_by_rank={EVERYBODY: (1000,) * 3})
    picture = Picture(members, sponsors, statuses, volumes)
    settlement = settle(plan(TEAM, terms, ranks=(), active_pv_minor=0), picture)
    lines = [line for line in settlement.lines if line.rule_id == "match"]
    assert len(lines) == 3 * 1_998 + 2 + 1


ECHO = shipped_plan("echo", "2026-01-01").document.decode()
ZWILLING = shipped_plan("zwilling", "2026-01-05").document.decode()

MISTAKES = {
    "a rule below": (ZWILLING, 'of         = ["paar"]', 'of = ["grenze"]', "of[1]", "cycle"),
    "itself": (ECHO, '["ebenen"]', '["echo"]', "of[1]", "cycle"),
    "no rule": (ECHO, '["ebenen"]', '["ebene"]', "of[1]", "no such rule"),
    "without bound": (ECHO, '["15%", "5%"]', '["80%", "20%"]', "echo].rates", "nothing bounds"),
    "last one empty": (ECHO, '["15%", "5%"]', '["15%", "0%"]', "echo].rates", "last generation"),
    "nobody": (ECHO, '["15%", "5%"]', "[]", "echo].rates", "zero for everybody"),
    "rank missing": (ZWILLING, "partner = [], ", "", "rates.partner", "rank is missing"),
    "caps not said": (ZWILLING, 'caps       = "before"', "#", "zwilling].caps", "missing"),
    "caps without": (ECHO, "cascade ", 'caps = "after"\ncascade ', "echo].caps", "a limit of its"),
    "more than the limit": (ECHO, '"18.75%"', '"18.74%"', "limits.payout", "18.75%"),
    "all reach": (
        ECHO, '["inactive", "barred"]\ntax_nature = "commission"\n\n[limits]',
        '["rank_too_low"]\ntax_nature = "commission"\n\n[limits]', "pass_over", "no effect",
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


def test_a_plan_is_read_into_whole_numbers() -> None:
    whole: Plan = read_plan(ZWILLING.encode(), "")
    terms = whole.rule("zwilling")
    assert isinstance(terms, Matching)
    assert terms.rates_by_rank == {"partner": (), "leitung": (2000,), "direktion": (2500, 1000)}
    assert (terms.before_caps, terms.cascade, terms.of) == (True, False, ("paar",))
