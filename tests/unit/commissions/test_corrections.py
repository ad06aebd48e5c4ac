"""Correcting a closed period: at the rates that were paid, or by settling it again."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.corrections import Booked, Paid
from commissions.engine.corrections import correct as corrected
from commissions.engine.facts import Closed, Correction, Earning, Picture, Reversal, Volume
from commissions.engine.plan import Plan, Returns
from commissions.engine.remainder import what_is_left
from commissions.engine.settlement import settle
from core.errors import InvariantBroken
from core.rates import share
from tests.unit.commissions.pictures import SEEDS, chain, pictures, plan, plans, rule, volume

MARCH = Closed(1, "2026-03", "0" * 64)
AT_RATES = Returns("original_rates", "return_period", "keep")
AGAIN = Returns("recompute", "original_period", "keep")
KEYS = pytest.mark.parametrize("returns", [AT_RATES, AGAIN], ids=["original_rates", "recompute"])
MEMBERS, SPONSORS = chain(3)
Amounts = Counter[tuple[str, int, int, int]]


def back(sold: Volume, number: int = 1, *, pv: int = 0, cv: int = 0, net: int = 0) -> Reversal:
    """Take some of an order back; amounts are minor units above zero."""
    ref = f"{sold.order_ref}/{number}"
    return Reversal(
        number, sold.entry_id, ref, sold.member_id, sold.kind, "2026-03", False, -pv, -cv, -net
    )


def wholly(sold: Volume, number: int = 1) -> Reversal:
    """Take a whole order back."""
    return back(sold, number, pv=sold.pv_minor, cv=sold.cv_minor, net=sold.net_minor)


def line(*volumes: Volume, statuses: tuple[str, ...] = ("active",) * 3) -> Picture:
    """Return one above two above three, with these volumes."""
    numbered = tuple(each._replace(entry_id=place) for place, each in enumerate(volumes, 1))
    return Picture(MEMBERS, SPONSORS, statuses, numbered)


def correct(
    terms: Plan, closed: Closed, first: Paid, gone: Sequence[Reversal]
) -> tuple[Correction, ...]:
    return corrected(terms, closed, first, gone).lines


def paid(terms: Plan, picture: Picture) -> Paid:
    return Paid.of(settle(terms, picture))


def amounts(lines: Iterable[Earning | Booked | Correction]) -> Amounts:
    """Sum what each member gets on each level of each order."""
    sums: Amounts = Counter()
    for each in lines:
        entry = each.entry_id if isinstance(each, Booked) else each.volume.entry_id
        sums[each.rule_id, entry, each.member_id, each.level] += each.amount_minor
    return Counter({key: minor for key, minor in sums.items() if minor})


def after(before: Amounts, corrections: Iterable[Correction]) -> Amounts:
    sums = Counter(before)
    for key, minor in amounts(corrections).items():
        sums[key] += minor
    return Counter({key: minor for key, minor in sums.items() if minor})


@st.composite
def pieces(draw: st.DrawFn, picture: Picture) -> tuple[Reversal, ...]:
    """Take random parts of random orders back, some in several steps, some wholly."""
    random, found = Random(draw(SEEDS)), []
    for sold in picture.volumes:
        left = [sold.pv_minor, sold.cv_minor, sold.net_minor]
        for number in range(1, 1 + random.choice([0, 0, 1, 2, 3])):
            taken = [random.choice([0, much, random.randint(0, much)]) for much in left]
            left = [much - gone for much, gone in zip(left, taken, strict=True)]
            found.append(back(sold, number, pv=taken[0], cv=taken[1], net=taken[2]))
    return tuple(found)


@KEYS
def test_a_third_of_an_odd_order_takes_back_what_its_rest_no_longer_pays(returns: Returns) -> None:
    """11.77 at 10 % paid 1.18; what is left after each third pays 0.79, then 0.39, then nothing."""
    sold = volume(3, cv=11_77, pv=60_00)
    terms = plan(rule(rates_bp=(1000,), depth_by_rank=None), ranks=(), active_pv_minor=0)
    terms = dataclasses.replace(terms, returns=returns)
    picture = line(sold)
    (order,) = picture.volumes
    thirds = [back(order, 1, cv=3_92), back(order, 2, cv=3_92), back(order, 3, cv=3_93)]
    first = paid(terms, picture)
    sums = [
        sum(each.amount_minor for each in correct(terms, MARCH, first, thirds[:count]))
        for count in (1, 2, 3)
    ]
    assert sums == [-39, -79, -1_18]


@KEYS
def test_a_correction_names_the_line_it_corrects(returns: Returns) -> None:
    terms = plan(rule(depth_by_rank=None), ranks=(), active_pv_minor=0, returns=returns)
    picture = line(volume(3, cv=100_00), volume(2, cv=50_00))
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, [wholly(picture.volumes[1])])
    assert [(each.line_no, each.run_id, each.period_key) for each in made] == [
        (3, MARCH.run_id, "2026-03")
    ]
    assert first.booked[2].entry_id == 2
    assert (made[0].base_minor, made[0].amount_minor, made[0].rate_bp) == (-50_00, -5_00, 1000)


def test_at_original_rates_a_fallen_rank_changes_nothing_else() -> None:
    """Three's order made one a leader of level two; without it, what was paid stays paid."""
    picture = line(
        volume(1, pv=80_00), volume(2, pv=80_00), volume(3, pv=300_00, cv=100_00),
        volume(3, pv=50_00, cv=10_00),
    )  # fmt: skip
    terms = plan(returns=AT_RATES)
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, [wholly(picture.volumes[2])])
    assert {each.volume.entry_id for each in made} == {3}
    assert sum(each.amount_minor for each in made) == -15_00


def test_recomputed_a_fallen_rank_takes_the_level_of_other_orders_too() -> None:
    """Level two is closed to one again: the other order's half euro goes as well, and no more."""
    picture = line(
        volume(1, pv=80_00), volume(2, pv=80_00), volume(3, pv=300_00, cv=100_00),
        volume(3, pv=50_00, cv=10_00),
    )  # fmt: skip
    terms = plan(returns=AGAIN)
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, [wholly(picture.volumes[2])])
    assert amounts(made) == {
        ("team", 3, 2, 1): -10_00,
        ("team", 3, 1, 2): -5_00,
        ("team", 4, 1, 2): -50,
    }


def test_recomputed_somebody_may_get_what_another_loses() -> None:
    """Two is no longer active: level one of three's order goes up to one, a line it never had."""
    picture = line(volume(1, pv=60_00), volume(2, pv=60_00), volume(3, pv=60_00, cv=100_00))
    terms = plan(rule(rates_bp=(1000,), depth_by_rank=None), ranks=(), returns=AGAIN)
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, [wholly(picture.volumes[1])])
    assert [(each.member_id, each.amount_minor, each.line_no) for each in made] == [
        (1, 10_00, None),
        (2, -10_00, 1),
    ]


def test_more_than_was_sold_cannot_come_back() -> None:
    sold = volume(3, cv=1_00)
    with pytest.raises(InvariantBroken, match="o-3-100 came back"):
        what_is_left([sold], [wholly(sold), back(sold, 2, cv=1)])


@given(plans(), pictures(), st.sampled_from([AT_RATES, AGAIN]))
def test_when_everything_comes_back_nothing_is_left_of_any_line(
    terms: Plan, picture: Picture, returns: Returns
) -> None:
    terms = dataclasses.replace(terms, returns=returns)
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, [wholly(sold) for sold in picture.volumes])
    assert after(amounts(first.booked), made) == {}


@given(plans(), pictures(), st.data())
def test_recomputed_is_the_period_settled_with_what_is_left(
    terms: Plan, picture: Picture, data: st.DataObject
) -> None:
    terms = dataclasses.replace(terms, returns=AGAIN)
    gone = data.draw(pieces(picture))
    first = paid(terms, picture)
    made = correct(terms, MARCH, first, gone)
    rest = dataclasses.replace(picture, volumes=what_is_left(picture.volumes, gone))
    assert after(amounts(first.booked), made) == amounts(settle(terms, rest).lines)


@given(plans(), pictures(), st.data())
def test_at_original_rates_each_line_pays_its_rate_of_what_is_left(
    terms: Plan, picture: Picture, data: st.DataObject
) -> None:
    terms = dataclasses.replace(terms, returns=AT_RATES)
    gone = data.draw(pieces(picture))
    first = paid(terms, picture)
    left = {each.entry_id: each for each in what_is_left(picture.volumes, gone)}
    due: Amounts = Counter()
    for each in first.booked:
        base = terms.base_minor(terms.rule(each.rule_id), left[each.entry_id])
        due[each.rule_id, each.entry_id, each.member_id, each.level] += share(base, each.rate_bp)
    made = correct(terms, MARCH, first, gone)
    assert after(amounts(first.booked), made) == Counter({k: v for k, v in due.items() if v})
    assert all(each.amount_minor < 0 for each in made)


@given(plans(), pictures(), st.data())
def test_several_returns_end_where_one_ends_in_whatever_order(
    terms: Plan, picture: Picture, data: st.DataObject
) -> None:
    returns = data.draw(st.sampled_from([AT_RATES, AGAIN]))
    terms = dataclasses.replace(terms, returns=returns)
    gone = data.draw(pieces(picture))
    first = paid(terms, picture)
    at_once = after(amounts(first.booked), correct(terms, MARCH, first, gone))
    shuffled = list(gone)
    Random(data.draw(SEEDS)).shuffle(shuffled)
    assert step_by_step(terms, first, shuffled) == at_once


def step_by_step(terms: Plan, first: Paid, gone: Sequence[Reversal]) -> Amounts:
    """Correct after each return anew, each time from all that was booked before."""
    booked = {(b.rule_id, b.entry_id, b.member_id, b.level): b for b in first.booked}
    for count in range(1, len(gone) + 1):
        now = Paid(first.standings, tuple(booked.values()))
        for each in correct(terms, MARCH, now, gone[:count]):
            key = (each.rule_id, each.volume.entry_id, each.member_id, each.level)
            old = booked.get(key) or Booked(*key, each.rate_bp, 0, 0, None)
            booked[key] = old._replace(
                base_minor=old.base_minor + each.base_minor,
                amount_minor=old.amount_minor + each.amount_minor,
            )
    return amounts(booked.values())


@given(pictures(), st.integers(0, 2**32 - 1))
def test_an_order_that_comes_back_in_its_own_period_never_was(picture: Picture, seed: int) -> None:
    """With all of it gone, lines, ranks and volumes are those of a period without the order."""
    terms = plan()
    gone = set(Random(seed).sample(range(len(picture.volumes)), len(picture.volumes) // 2))
    reversals = [wholly(sold)._replace(settled_in="") for sold in picture.volumes
                 if sold.entry_id in gone]  # fmt: skip
    netted = dataclasses.replace(picture, volumes=what_is_left(picture.volumes, reversals))
    never = dataclasses.replace(
        picture, volumes=tuple(v for v in picture.volumes if v.entry_id not in gone)
    )
    one, other = settle(terms, netted), settle(terms, never)
    assert amounts(one.lines) == amounts(other.lines)
    assert (one.standings.gv_minor, one.standings.ranks) == (
        other.standings.gv_minor,
        other.standings.ranks,
    )


def test_points_of_a_closed_period_may_be_taken_off_in_this_one() -> None:
    taken = wholly(volume(3, pv=60_00))._replace(lowers_points=True)
    picture = dataclasses.replace(line(volume(3, pv=10_00)), reversals=(taken,))
    standings = settle(plan(), picture).standings
    assert standings.pv_minor == [0, 0, -50_00]
    assert standings.gv_minor == [-50_00, -50_00, -50_00]
    assert standings.ranks == ["one", "one", "one"]
    kept = dataclasses.replace(picture, reversals=(taken._replace(lowers_points=False),))
    assert settle(plan(), kept).standings.pv_minor == [0, 0, 10_00]
