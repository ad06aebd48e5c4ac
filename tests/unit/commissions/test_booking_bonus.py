"""Orders of parties: what a booked party pays, and what a hostess' credit takes from a base."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.bases import bases, volumes_of
from commissions.arrays.fingerprint import input_hash
from commissions.arrays.picture import from_picture
from commissions.document.example_tree import read_tree
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import check_plan_text
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Picture, Volume
from commissions.engine.parties import PARTY_CLOSE, without_credit
from commissions.engine.plan import Plan
from commissions.engine.remainder import what_is_left
from commissions.engine.rule import ORDER_CV, ORDER_NET
from commissions.engine.settlement import settle
from commissions.kinds.booking_bonus.kernel import blocks
from commissions.kinds.booking_bonus.rule import BookingBonus
from commissions.shipped_plans import shipped_plan
from commissions.wording.plan_words import examples_in_words
from tests.unit.commissions.drawn import paid, tree
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pictures import NAMES, SEEDS, pictures, plan


def bonus(**changes: object) -> BookingBonus:
    terms: dict[str, object] = {
        "id": "booking",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_NET,
        "least_minor": 200_00,
        "fixed_minor": 15_00,
        "rate_bp": 0,
        "need_activity": False,
    }
    return BookingBonus(**(terms | changes))  # type: ignore[arg-type]


def terms_of(rule: BookingBonus, *, reduces: bool = False) -> Plan:
    return plan(rule, volume_date=PARTY_CLOSE, ranks=(), credit_reduces=reduces)  # type: ignore[arg-type]


def test_each_booked_party_pays_and_one_that_nobody_booked_does_not() -> None:
    drawn = """
    anna sells 200.00 EUR party 2 booked 1 sells 250.00 EUR party 3 booked 1 sells 9.00 EUR party 4
      bert sells 199.99 EUR party 5 booked 1
    """
    assert paid(terms_of(bonus()), drawn) == {"anna": 30_00}


def test_orders_of_one_party_are_added_up_and_a_rate_is_rounded_once_for_each() -> None:
    second = "sells 100.10 EUR party 2 booked 1 sells 100.07 EUR party 2 booked 1"
    drawn = f"anna {second} sells 300.50 EUR party 3 booked 1"
    rule = bonus(fixed_minor=0, rate_bp=300)
    assert paid(terms_of(rule), drawn) == {"anna": 6_01 + 9_02}


def test_a_line_says_for_how_many_parties_of_which_worth() -> None:
    drawn = "anna sells 200.00 EUR party 2 booked 1 sells 300.00 EUR party 3 booked 1"
    (line,) = settle(terms_of(bonus()), tree(drawn).picture).lines
    assert (line.volume, line.base_minor, line.facts) == (None, 500_00, (("parties", 2),))


@pytest.mark.parametrize(("active", "amount"), [("49.99", {}), ("50", {"anna": 15_00})])
def test_an_inactive_consultant_has_none_where_the_rule_says_so(
    active: str, amount: dict[str, int]
) -> None:
    drawn = f"anna {active} PV sells 200.00 EUR party 2 booked 1"
    assert paid(terms_of(bonus(need_activity=True)), drawn) == amount


def test_who_has_left_has_none() -> None:
    assert paid(terms_of(bonus()), "anna terminated sells 200.00 EUR party 2 booked 1") == {}


def test_a_credit_reduces_the_base_by_its_share_only_where_the_plan_says_so() -> None:
    (order,) = tree(
        "anna sells 90 CV 300.00 EUR retail 60.00 EUR credit 100.00 EUR"
    ).picture.volumes
    reducing, whole = terms_of(bonus(), reduces=True), terms_of(bonus())
    assert (reducing.worth_minor(ORDER_CV, order), whole.worth_minor(ORDER_CV, order)) == (
        60_00, 90_00,
    )  # fmt: skip
    assert reducing.worth_minor(ORDER_NET, order) == 200_00
    assert reducing.worth_minor("order.retail", order) == 40_00


def test_what_comes_back_was_paid_with_money_first() -> None:
    drawn = tree("anna sells 300.00 EUR credit 100.00 EUR returns 150.00 EUR")
    left = what_is_left(drawn.picture.volumes, [each.reversal for each in drawn.returns])
    assert terms_of(bonus(), reduces=True).worth_minor(ORDER_NET, left[0]) == 50_00
    assert without_credit(100_00, 100_00, 300_00) == 0


def with_parties(picture: Picture, seed: int) -> Picture:
    """Let some orders belong to parties, booked ones among them, and some be paid with credit."""
    random = Random(seed)

    def changed(volume: Volume) -> Volume:
        party = random.choice([0, 1, 2, 3, 4])
        return volume._replace(
            party=party,
            booked_at=9 if party > 1 and random.random() < 0.8 else 0,
            credit_minor=random.choice([0, 0, random.randint(0, volume.net_minor)]),
        )

    return replace(picture, volumes=tuple(map(changed, picture.volumes)))


@given(pictures(), SEEDS, st.booleans(), st.booleans(), st.booleans())
def test_both_engines_pay_the_same(
    picture: Picture, seed: int, is_rate: bool, reduces: bool, need_activity: bool
) -> None:
    drawn = with_parties(picture, seed)
    rule = bonus(
        base=ORDER_CV if seed % 2 else ORDER_NET,
        least_minor=seed % 500_00 + 1,
        fixed_minor=0 if is_rate else 15_00,
        rate_bp=333 if is_rate else 0,
        need_activity=need_activity,
    )
    terms = terms_of(rule, reduces=reduces)
    columns = from_picture(drawn)
    assert tuple(volumes_of(columns)) == drawn.volumes
    worth = [terms.base_minor(rule, volume) for volume in drawn.volumes]
    assert bases(terms, rule, columns.volumes).tolist() == worth
    assert calculated(blocks, terms, drawn) == walked(terms, drawn)  # type: ignore[arg-type]


@given(pictures(), SEEDS)
def test_parties_and_credits_are_part_of_the_fingerprint_and_nothing_where_there_are_none(
    picture: Picture, seed: int
) -> None:
    terms = terms_of(bonus())
    drawn = with_parties(picture, seed)
    before, after = (input_hash(terms, "2026-03", from_picture(each)) for each in (picture, drawn))
    assert (before == after) == (drawn == picture)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("anna sells 10.00 EUR credit 10.01 EUR", "no more than the order"),
        ("anna sells 10.00 EUR party x", "“x” is no party"),
        ("anna sells 10.00 EUR party", "ends too early"),
        ("anna sells 10.00 EUR booked 1", "not understood"),
        ("anna buys 10.00 EUR party 1", "not understood"),
        ("anna sells 10.00 EUR credit 1.00 EUR returns 2.00 EUR credit 1.00 EUR", "comes back"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(line: str, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught:
        read_tree(line, "EUR", "tree")
    assert reason in str(caught.value.reason)


@pytest.mark.parametrize(
    ("code", "day"), [("kornblume", "2026-07-01"), ("tafelrunde", "2026-01-01")]
)
def test_the_shipped_plans_say_what_a_booked_party_pays(code: str, day: str) -> None:
    shipped = shipped_plan(code, day)
    terms = read_plan(shipped.document, shipped.filename)
    report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
    assert terms.counts_parties
    words = "\n".join(str(each) for each in examples_in_words(report, "en"))
    assert "booked at another one" in words
