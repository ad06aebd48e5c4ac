"""Binary commission, position by position: what comes up, what pays, what carries over."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import Carry, Earning, Picture, Placement
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan, Returns
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.kinds.binary.bank import Bank, Keeping, place_of
from commissions.kinds.binary.pairing import Sides
from commissions.kinds.binary.rule import Binary
from commissions.kinds.binary.walk import NAMES, OWED, _brought, positions, settle_position
from core.errors import InvariantBroken
from tests.unit.commissions.pairs.placed import (
    MARCH,
    binaries,
    binary,
    cycles,
    placed,
    placements,
    steps,
    weak_side,
)
from tests.unit.commissions.pictures import plan, volume

# 1 has 2 on the left and 3 on the right, 4 stands left of 2.
FOUR = ((1, None, 0, 10), (2, 1, 1, 100), (3, 1, 2, 70), (4, 2, 1, 50))


def outcome(
    rule: Binary, picture: Picture, **terms: object
) -> tuple[dict[int, int], dict[tuple[int, str, str], int]]:
    """Return what each member earns, and what is handed on, by member, name and period."""
    settlement = settle(terms_of(rule, **terms), picture)
    paid: Counter[int] = Counter()
    for line in settlement.lines:
        paid[line.member_id] += line.amount_minor
    return dict(paid), {(c.member_id, c.name, c.since): c.amount for c in settlement.carried}


def terms_of(rule: Binary, **terms: object) -> Plan:
    return plan(rule, **({"active_pv_minor": 0} | terms))  # type: ignore[arg-type]


def lines_of(rule: Binary, picture: Picture, **terms: object) -> list[Earning]:
    return list(settle(terms_of(rule, **terms), picture).lines)


def lot(member: int, side: str, points: int, since: str = "2026-02") -> Carry:
    return Carry("paar", member, side, since, points * 100)


def test_all_volume_below_comes_up_and_the_rest_carries_over() -> None:
    paid, kept = outcome(binary(), placed(*FOUR))
    assert paid == {1: 7_00}
    assert kept == {(1, "left", "2026-03"): 80_00, (2, "left", "2026-03"): 50_00}


def test_what_was_carried_is_matched_first() -> None:
    paid, kept = outcome(binary(), placed(*FOUR, carried=(lot(1, "right", 100),)))
    assert paid == {1: 15_00}
    assert kept == {(1, "right", "2026-03"): 20_00, (2, "left", "2026-03"): 50_00}


def test_a_line_says_what_was_matched_and_what_is_left() -> None:
    (line,) = lines_of(binary(), placed(*FOUR))
    assert line == Earning(
        "paar", 1, None, 0, 1000, 70_00, 7_00, None,
        (("left", 150_00), ("right", 70_00), ("matched", 70_00), ("left_carried", 80_00),
         ("right_carried", 0)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("side", "left"),
    [("weak", 80_00), ("right", 80_00), ("strong", 90_00), ("left", 90_00), ("none", 80_00)],
)
def test_own_volume_goes_to_the_side_that_the_plan_names(side: str, left: int) -> None:
    paid, kept = outcome(binary(own_volume=side), placed(*FOUR))
    assert paid[1] == (8_00 if side in ("weak", "right") else 7_00)
    expected = left - (10_00 if side in ("weak", "right") else 0)
    assert kept[1, "left", "2026-03"] == expected


def test_commission_points_can_come_up_instead() -> None:
    orders = (volume(2, pv=5_00, cv=30_00), volume(3, cv=20_00, kind="customer"))
    paid, _kept = outcome(binary(volume="cv"), placed(*FOUR, volumes=orders))
    assert paid == {1: 2_00}


ASLEEP = {"statuses": ("suspended", "active", "active", "active")}


@pytest.mark.parametrize(
    ("accrues", "left"), [("always", 150_00), ("when_active", 0), ("when_qualified", 0)]
)
def test_an_inactive_member_is_not_paid_and_accrues_as_the_plan_says(
    accrues: str, left: int
) -> None:
    rule = binary(accrues=accrues, sponsored_each_side=1)
    paid, kept = outcome(rule, placed(*FOUR, **ASLEEP))
    assert (paid, kept.get((1, "left", "2026-03"), 0)) == ({}, left)


@pytest.mark.parametrize(
    ("flush", "left", "right"),
    [("none", 150_00, 70_00), ("both", 0, 0), ("strong", 0, 70_00), ("weak", 150_00, 0)],
)
def test_an_inactive_member_loses_the_sides_that_the_plan_names(
    flush: str, left: int, right: int
) -> None:
    _paid, kept = outcome(binary(inactive_flush=flush), placed(*FOUR, **ASLEEP))
    assert [kept.get((1, side, "2026-03"), 0) for side in NAMES] == [left, right]


def test_one_must_have_sponsored_somebody_active_on_each_side() -> None:
    rule = binary(sponsored_each_side=1)
    assert outcome(rule, placed(*FOUR))[0] == {1: 7_00}
    elsewhere = placed(*FOUR, sponsors={1: None, 2: 1, 3: 2, 4: 1})
    assert outcome(rule, elsewhere)[0] == {}
    # 4 is sponsored by 1 and stands deep on the left: that counts as well as 2 would.
    deep = placed(*FOUR, sponsors={1: None, 2: 3, 3: 1, 4: 1})
    assert outcome(rule, deep)[0] == {1: 7_00}
    asleep = placed(*FOUR, statuses=("active", "active", "suspended", "active"))
    assert outcome(rule, asleep)[0] == {}


RICH = ((1, None, 0, 0), (2, 1, 1, 3000), (3, 1, 2, 2000))


@pytest.mark.parametrize(
    ("after", "left", "right"),
    [("full_flush", 0, 0), ("deduct_matched", 1000_00, 0), ("keep_unpaid", 2500_00, 1500_00)],
)
def test_after_a_cap_volume_is_flushed_deducted_or_kept(after: str, left: int, right: int) -> None:
    rule = binary(cap_by_rank={"everybody": 50_00}, after_cap=after)
    paid, kept = outcome(rule, placed(*RICH))
    assert paid == {1: 50_00}
    assert [kept.get((1, side, "2026-03"), 0) for side in NAMES] == [left, right]


def test_a_cap_is_a_line_of_its_own_below_zero() -> None:
    full, cut = lines_of(binary(cap_by_rank={"everybody": 50_00}), placed(*RICH))
    assert (full.amount_minor, cut.amount_minor) == (200_00, -150_00)
    assert (cut.source_id, cut.facts) == (1, (("cap", 50_00),))


def test_a_limit_on_cycles_keeps_or_takes_the_others() -> None:
    for after, left in (("keep_unpaid", 2700_00), ("deduct_matched", 1000_00)):
        rule = binary(cycles(100, 100), most_by_rank={"everybody": 3}, after_cap=after)
        paid, kept = outcome(rule, placed(*RICH))
        assert paid == {1: 60_00}
        assert kept[1, "left", "2026-03"] == left


def test_a_cycle_paid_in_part_is_used_up() -> None:
    rule = binary(cycles(100, 100), cap_by_rank={"everybody": 50_00}, after_cap="keep_unpaid")
    paid, kept = outcome(rule, placed(*RICH))
    assert (paid, kept[1, "left", "2026-03"]) == ({1: 50_00}, 2700_00)


def test_rates_and_caps_may_be_the_ranks() -> None:
    rule = binary(
        weak_side(rates_bp={"one": 500, "two": 1000}), cap_by_rank={"one": 40_00, "two": 1000_00}
    )
    ranked = outcome(rule, placed(*RICH))[0]
    assert ranked == {1: 40_00}


def test_a_rank_that_earns_nothing_uses_nothing_up() -> None:
    rule = binary(weak_side(rates_bp={"one": 0, "two": 1000, "three": 1000}))
    paid, kept = outcome(rule, placed(*RICH))
    assert (paid, kept[1, "right", "2026-03"]) == ({}, 2000_00)


def test_a_step_leaves_what_is_beyond_the_carry_cap_to_the_company() -> None:
    rule = binary(steps((2000, 400)), keeping=Keeping(carry_cap=600_00))
    paid, kept = outcome(rule, placed(*RICH))
    assert (paid, kept) == ({1: 400_00}, {(1, "left", "2026-03"): 600_00})


def test_the_oldest_volume_is_used_first_and_expires_first() -> None:
    rule = binary(keeping=Keeping(expires_after=2))
    lots = (lot(1, "left", 500, "2026-01"), lot(1, "left", 40), lot(1, "left", 9, "2025-12"))
    _paid, kept = outcome(rule, placed(*FOUR, carried=lots))
    assert kept == {
        (1, "left", "2026-02"): 40_00,
        (1, "left", "2026-03"): 150_00,
        (2, "left", "2026-03"): 50_00,
    }


def test_without_a_further_period_nothing_carries_over() -> None:
    assert outcome(binary(keeping=Keeping(expires_after=0)), placed(*FOUR))[1] == {}


@pytest.mark.parametrize(
    ("flushes", "kept"), [("oldest", (10_00, 150_00)), ("newest", (20_00, 140_00))]
)
def test_a_carry_cap_drops_the_oldest_or_the_newest(flushes: str, kept: tuple[int, int]) -> None:
    keeping = Keeping(expires_after=9, carry_cap=160_00, cap_flushes=flushes)
    bank = placed((1, None, 0, 0), (2, 1, 1, 150), carried=(lot(1, "left", 20),))
    found = outcome(binary(keeping=keeping), bank)[1]
    assert (found[1, "left", "2026-02"], found[1, "left", "2026-03"]) == kept


def test_a_rest_below_the_least_carry_is_lost() -> None:
    assert outcome(binary(keeping=Keeping(least_carry=50_01)), placed(*FOUR))[1] == {
        (1, "left", "2026-03"): 80_00
    }


BACK = Returns("original_rates", "return_period", "keep")


def test_what_comes_back_is_taken_off_and_the_rest_is_owed() -> None:
    returned = placed((1, None, 0, 0), (2, 1, 1, -100), carried=(lot(1, "left", 30),))
    owed = binary(returned="owed")
    assert outcome(owed, returned)[1] == {(1, "left_owed", "2026-03"): 70_00}
    assert outcome(binary(), returned)[1] == {}
    debt = (lot(1, "left_owed", 70),)
    assert outcome(owed, placed(*RICH, carried=debt))[1] == {(1, "left", "2026-03"): 930_00}


@pytest.mark.parametrize("returned", ["owed", "forgiven"])
@pytest.mark.parametrize("side", ["left", "weak"])
def test_own_volume_makes_up_for_what_comes_back_below_before_anything_is_forgotten(
    side: str, returned: str
) -> None:
    rule = binary(own_volume=side, returned=returned, pairing=weak_side(weak_at_tie="left"))
    assert _kept_of_the_first(rule, 150, -100) == {"left": 50_00}
    # More comes back than both bring: that much is owed, or forgotten.
    owed = {"left_owed": 70_00} if returned == "owed" else {}
    assert _kept_of_the_first(rule, 30, -100) == owed


def _kept_of_the_first(rule: Binary, own: int, below: int) -> dict[str, int]:
    kept = outcome(rule, placed((1, None, 0, own), (2, 1, 1, below)))[1]
    return {name: amount for (member, name, _since), amount in kept.items() if member == 1}


def test_what_comes_back_is_taken_off_own_volume_before_older_lots() -> None:
    rule = binary(own_volume="left", keeping=Keeping(expires_after=9))
    picture = placed((1, None, 0, 60), (2, 1, 1, -50), carried=(lot(1, "left", 30),))
    assert outcome(rule, picture)[1] == {
        (1, "left", "2026-02"): 30_00,
        (1, "left", "2026-03"): 10_00,
    }


def test_a_side_holds_one_position_and_there_are_two_sides() -> None:
    picture = placed(*FOUR)
    for slots in ((0, 1, 1, 1), (0, 1, 3, 1)):
        assert picture.placement
        wrong = Placement(picture.placement.parent_ids, slots)
        with pytest.raises(InvariantBroken):
            outcome(binary(), placed(*FOUR, placement=wrong))
    with pytest.raises(InvariantBroken, match="needs the placement tree"):
        outcome(binary(), placed(*FOUR, placement=None))


@pytest.mark.parametrize(("earlier", "later"), [("2025-12", "2026-01"), ("2026-W53", "2027-W01")])
def test_neighbouring_periods_are_one_apart(earlier: str, later: str) -> None:
    assert place_of(later) - place_of(earlier) == 1


@settings(max_examples=300)
@given(st.data(), binaries())
def test_what_a_side_held_and_accrued_is_paid_flushed_or_carried(
    data: st.DataObject, rule: Binary
) -> None:
    picture = data.draw(placements(rule))
    terms = plan(rule)
    standings = stand(terms, picture)
    brought = _brought(rule, Ground.of(terms, standings))
    for position in positions(rule, standings):
        banks = brought.get(position.member_id)
        if banks is None:
            continue
        held = banks.sides
        found = settle_position(rule, position, banks, MARCH.key)
        after = found.banks.sides
        assert held.plus(found.accrued) == found.paid.plus(found.flushed).plus(after)
        assert min((*after, *found.paid, *found.flushed, *found.banks.owed)) >= 0
        assert sum(line.amount_minor for line in found.lines) >= 0


@settings(max_examples=150)
@given(st.data(), binaries())
def test_no_side_and_no_pay_is_ever_below_zero_and_lots_are_named_once(
    data: st.DataObject, rule: Binary
) -> None:
    picture = data.draw(placements(rule))
    settlement = settle(plan(rule), picture)
    paid: Counter[int] = Counter()
    for line in settlement.lines:
        paid[line.member_id] += line.amount_minor
    assert all(amount >= 0 for amount in paid.values())
    assert all(carry.amount > 0 and carry.name in (*NAMES, *OWED) for carry in settlement.carried)
    keys = [carry[:4] for carry in settlement.carried]
    assert len(set(keys)) == len(keys)


@given(st.data(), binaries())
def test_the_order_of_members_does_not_matter(data: st.DataObject, rule: Binary) -> None:
    picture = data.draw(placements(rule))
    assert picture.placement
    order = data.draw(st.permutations(range(len(picture.member_ids))))
    turned = Picture(
        member_ids=tuple(picture.member_ids[row] for row in order),
        sponsor_ids=tuple(picture.sponsor_ids[row] for row in order),
        statuses=tuple(picture.statuses[row] for row in order),
        volumes=picture.volumes[::-1],
        reversals=picture.reversals[::-1],
        period=MARCH,
        placement=Placement(
            tuple(picture.placement.parent_ids[row] for row in order),
            tuple(picture.placement.slots[row] for row in order),
        ),
        carried=picture.carried[::-1],
        persons=tuple(picture.persons[row] for row in order if picture.persons),
    )
    one, other = settle(plan(rule), picture), settle(plan(rule), turned)
    assert sorted(map(str, one.lines)) == sorted(map(str, other.lines))
    assert sorted(one.carried) == sorted(other.carried)


def test_a_chain_of_a_hundred_thousand_positions() -> None:
    size = 100_000
    picture = Picture(
        tuple(range(1, size + 1)),
        (None, *range(1, size)),
        ("active",) * size,
        (volume(size, pv=100_00),),
        period=MARCH,
        placement=Placement((None, *range(1, size)), (0, *[1] * (size - 1))),
    )
    settlement = settle(terms_of(binary()), picture)
    assert list(settlement.lines) == []
    assert len(settlement.carried) == size - 1


def test_a_bank_gives_no_more_than_it_holds() -> None:
    bank = Bank()
    assert (bank.take(5), bank.take_newest(5), bank.total) == (0, 0, 0)
    assert Sides(3, 5).stronger("left") == "right"
