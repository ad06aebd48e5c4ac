"""Columns find the same volumes, activity and ranks as the walk."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import accumulate
from random import Random
from time import monotonic

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.arrays.columns import Codes
from commissions.arrays.picture import ArrayCarried, carried_of, from_picture
from commissions.arrays.standing import ArrayStanding, from_standings
from commissions.arrays.standings import ArrayStandings, array_standings
from commissions.arrays.tree import plant
from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import CUSTOMER, OWN, Award, Picture, Reversal, Volume
from commissions.engine.plan import Plan
from commissions.engine.standings import Standings, stand
from core.periods import Period
from tests.unit.commissions.rank_plans import document, follows

STATUSES = ("active",) * 6 + ("suspended", "terminated", "applied")
MEMBERS = (
    'personal_volume = "{} PV"',
    'personal_volume = "{} QV"',
    'own_purchases = "{} PV"',
    'customer_volume = "{} QV"',
    'customers = {{ count = 1, from = "{} PV" }}',
    'formula = "pv + customers * PV(9) >= PV({})"',
)
RANKS = (
    *MEMBERS,
    'group_volume = "{} PV"',
    'group_volume = "{} QV"',
    'group_volume = "{} PV"\nleg_rule = {{ meaning = "requirement_cap", share = "40%", '
    'own_volume_counts = "as_extra_leg_uncapped" }}',
    'group_volume = "{} PV"\nleg_rule = {{ meaning = "total_share", share = "33.33%", '
    'own_volume_counts = "as_extra_leg_capped" }}',
    'group_volume = "{} QV"\nleg_rule = {{ meaning = "leg_share", share = "12.5%", '
    'own_volume_counts = "as_extra_leg_capped" }}',
    'group_volume = "{} QV"\nleg_rule = {{ meaning = "leg_share", share = "60%", '
    'own_volume_counts = "none" }}',
    'own_group_volume = "{} PV"',
    'open_volume = "{} QV"',
    'cumulative_volume = "{} PV"',
    'pushed_up_volume = "{} PV"',
    'pushed_up_volume = "{} QV"',
    'legs = [ {{ count = 1, volume = "{} PV" }} ]',
    'legs = [ {{ count = 1, rank = "one", where = "direct", volume = "{} PV" }}, '
    '{{ count = 2, volume = "1 QV" }} ]\nlegs_serve = "all"',
    'formula = "strongest_leg + gqv >= PV({}) and directs + active_directs >= 2"',
    'active_directs = 1\nactive = "required"\ngroup_volume = "{} PV"',
)
LOOKS_DOWN = (
    'legs = [ {{ count = 1, rank = "two", where = "{}", multiple_in_leg = "count_once" }} ]'.format(
        "anywhere"
    ),
    'legs = [ { count = 2, rank = "two", where = "anywhere", multiple_in_leg = "count_each" } ]',
    'legs = [ { count = 1, rank = "two", where = "direct" } ]',
    'legs = [ { count = 1, rank = "two", where = "direct" }, { count = 1, rank = "one", '
    'where = "direct" } ]\nlegs_serve = "one"',
    'formula = "best_below >= one and own_group >= PV(5)"',
    'formula = "own_group + min(pv, PV(9)) >= PV(20) or best_below > two"',
)
FALLS = (
    'grace = "0 periods"\ndemotion = "to_earned"\n',
    'grace = "1 period"\ndemotion = "one_step"\n',
    'demotion = "never"\n',
)
LASTS = ("", 'hold = "2 periods"\n', 'hold = "2 of 3 periods"\nrequalify = "2 periods"\n')


@cache
def plans() -> list[Plan]:
    """Draw plans once; those that contradict themselves are no plans."""
    random, found = Random(5), list[Plan]()
    while len(found) < 60:
        text = drawn_document(random)
        try:
            found.append(read_plan(text.encode(), ""))
        except PlanRejected:
            continue
    return found


def drawn_document(random: Random) -> str:
    asked = random.choice(RANKS)
    ranks = [asked.format(points) for points in accumulate(random.choices((5, 20, 60), k=2))]
    if random.random() < 0.6:
        ranks[1] = f"{ranks[1]}\n{random.choice(LOOKS_DOWN)}"
    if random.random() < 0.4:
        ranks.append(f'{ranks[1]}\nopen_volume = "30 PV"')
    rules = random.choice(LASTS) if "never" not in (falls := random.choice(FALLS)) else ""
    asked_below = ("rank =", "own_group", "open_volume", "best_below")
    if any(word in "".join(ranks) for word in asked_below):
        rules += f'downline_rank = "{random.choice(["earned", "paid"])}"\n'
    if "own_group" in "".join(ranks):
        rules += 'own_group_stops_at = "two"\n'
    title = random.choice(["highest_paid", "as_paid"])
    if title == "highest_paid" and "never" not in falls and random.random() < 0.4:
        rules += 'title_lasts = "1 period"\n'
    one, other = random.sample(MEMBERS, 2)
    active = [one.format(4), other.format(30)]
    joined = "\n".join(active[: random.randint(1, 2)])
    joined += f'\nneeds = "{random.choice(["all", "any"])}"' if joined == "\n".join(active) else ""
    joined += random.choice(["", '\ngrace = "1 period"', '\nsuspend_after = "2 periods"'])
    head = random.choice(["", 'own_volume_in_group = "left_out"'])
    text = document(*ranks, rules=rules, active=joined, head=head, falls=falls, title=title)
    return text.replace("this_period", random.choice(["this_period", "last_period"]))


def drawn_picture(random: Random, size: int, shape: str, period: Period) -> Picture:
    sponsors: list[int | None] = [None]
    for place in range(1, size):
        above = {"chain": place, "star": 1, "random": random.randint(1, place)}.get(shape)
        is_root = shape == "forest" and random.random() < 0.3
        sponsors.append(None if is_root else above or random.randint(1, place))
    volumes = [_volume(random, entry, size) for entry in range(random.randint(0, 3 * size))]
    reversals = [_reversal(random, entry, size) for entry in range(random.randint(0, 2))]
    awarded = random.sample(range(1, size + 1), min(size, 2))
    return Picture(
        member_ids=tuple(range(1, size + 1)),
        sponsor_ids=tuple(sponsors),
        statuses=tuple(random.choice(STATUSES) for _member in range(size)),
        volumes=tuple(volumes),
        reversals=tuple(reversals),
        period=period,
        awards=tuple(
            Award(member, random.choice(["one", "two", "three"]), random.random() < 0.3)
            for member in awarded
            if random.random() < 0.3
        ),
    )


def _volume(random: Random, entry: int, size: int) -> Volume:
    pv, qv = random.choice([0, 1, 4_00, 5_00, 20_00]), random.choice([0, 5_00, 30_00])
    kind, buyer = random.choice([OWN, CUSTOMER]), random.choice(["", "kim", "lea"])
    member = random.randint(1, size)
    return Volume(
        entry, f"o-{entry}", member, kind, pv, pv, pv, qv, buyer=buyer if kind == CUSTOMER else ""
    )


def _reversal(random: Random, entry: int, size: int) -> Reversal:
    pv, kind = -random.choice([1, 9_00]), random.choice([OWN, CUSTOMER])
    member, lowers = random.randint(1, size), random.random() < 0.7
    return Reversal(entry, entry, f"r-{entry}", member, kind, "2025-12", lowers, pv, 0, 0, pv)


def in_columns(by: Plan, picture: Picture) -> ArrayStandings:
    columns = from_picture(picture)
    return array_standings(by, columns, plant(columns.sponsor_rows))


def said(found: ArrayStanding, carried: ArrayCarried, inactive: object) -> list[object]:
    ranked = found.ranked
    texts = [_texts(each) for each in (ranked.earned, ranked.held, ranked.paid, ranked.title)]
    moved = [_texts(each) for each in (carried.rules, carried.names, carried.since)]
    numbers = (found.pv_minor, found.gv_minor, found.is_active, ranked.missed)
    kept = (carried.member_ids, carried.amounts, np.asarray(inactive))
    return [*texts, *moved, *(each.tolist() for each in (*numbers, *kept))]


def _texts(codes: Codes) -> list[str]:
    assert list(codes.names) == sorted(set(codes.names))
    return [codes.names[code] for code in codes.rows.tolist()]


def of_walk(found: Standings) -> list[object]:
    return said(from_standings(found), carried_of(found.carried), found.inactive_periods)


def of_columns(found: ArrayStandings) -> list[object]:
    return said(found.standing, found.carried, found.inactive_periods)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 59),
    st.integers(0, 2**32 - 1),
    st.integers(1, 14),
    st.sampled_from(["random", "chain", "star", "forest"]),
)
def test_columns_say_what_the_walk_says(place: int, seed: int, size: int, shape: str) -> None:
    by, random, when = plans()[place], Random(seed), Period("2026-01")
    picture = drawn_picture(random, size, shape, when)
    for _month in range(4):
        walked = stand(by, picture)
        assert of_columns(in_columns(by, picture)) == of_walk(walked)
        when = when.next()
        moved = drawn_picture(random, size, shape, when)
        picture = follows(moved, walked)


def test_a_title_that_the_plan_no_longer_knows_stays_with_whoever_may_not_earn() -> None:
    by, when = plans()[0], Period("2026-01")
    picture = drawn_picture(Random(1), 3, "chain", when)
    held = stand(by, picture).ranked[0].carried._replace(title="king")
    statuses = ("suspended", "active", "terminated")
    changed = replace(picture, held=(held,) * 3, statuses=statuses, awards=())
    found = in_columns(by, changed)
    assert of_columns(found) == of_walk(stand(by, changed))
    assert "king" in found.standing.ranked.title.names


def test_a_chain_of_a_hundred_thousand_takes_seconds() -> None:
    """The walk and columns, all ranks looking down, within the time of a cup."""
    leg = 'legs = [ { count = 1, rank = "two", where = "direct" } ]'
    rules = 'downline_rank = "earned"\n'
    asked = ('group_volume = "500 PV"', f'group_volume = "900 PV"\n{leg}')
    by = read_plan(document(*asked, rules=rules).encode(), "")
    picture = drawn_picture(Random(2), 100_000, "chain", Period("2026-01"))
    in_columns(by, replace(picture, volumes=picture.volumes[:9]))  # compiled by now
    began = monotonic()
    found = in_columns(by, picture)
    assert monotonic() - began < 10
    assert of_columns(found) == of_walk(stand(by, picture))
