"""Comparing what would be paid with what was: sums, deciles, warnings."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from commissions.simulation.compare import compare
from commissions.simulation.play import Played, play
from tests.unit.commissions.pictures import pictures, plan, plans

AMOUNTS = st.dictionaries(st.integers(1, 60), st.integers(1, 10_000), max_size=40)


def period(key: str, net: int, amounts: dict[int, int]) -> Played:
    return Played(key, 60, net, Counter(amounts), Counter({"team": sum(amounts.values())}))


@given(AMOUNTS, AMOUNTS)
def test_every_cent_is_in_one_decile(now: dict[int, int], then: dict[int, int]) -> None:
    found = compare(plan(), [period("2026-01", 1, now)], [period("2026-01", 1, then)], None)
    assert sum(each.now_minor for each in found.deciles) == sum(now.values())
    assert sum(each.then_minor for each in found.deciles) == sum(then.values())
    assert sum(each.members for each in found.deciles) == len(now | then)
    sizes = [each.members for each in found.deciles]
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert sum(each.winners for each in found.deciles) == found.winner_count
    assert [each.then_minor // each.members for each in found.deciles] == sorted(
        (each.then_minor // each.members for each in found.deciles), reverse=True
    )


@given(plans(), pictures())
def test_playing_a_period_pays_its_lines(terms: Plan, picture: Picture) -> None:
    (played,) = play(terms, [picture])
    assert sum(played.by_member.values()) == sum(played.by_rule.values())


def test_a_payout_that_runs_away_is_named() -> None:
    many = dict.fromkeys(range(1, 21), 10)
    first, second = period("2026-01", 1_000, many), period("2026-02", 500, many)
    greedy = period("2026-03", 5_000, {**many, 1: 500})
    found = compare(plan(), [first, second, greedy], [first, second, greedy], 3_000)
    assert [(each.kind, each.period_key) for each in found.warnings] == [
        ("above_limit", "2026-02"), ("grows", "2026-02"), ("one_takes_most", "2026-03"),
    ]  # fmt: skip
    assert (found.warnings[0].share_bp, found.warnings[2].member_id) == (4_000, 1)
