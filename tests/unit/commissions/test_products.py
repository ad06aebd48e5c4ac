"""Which products count for a rule: the nearest category that it names, by its factor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.corrections import Paid, correct
from commissions.engine.exchange import Exchange, ExchangeRate
from commissions.engine.facts import Closed, Picture, Portion, Reversal, Volume
from commissions.engine.plan import Plan
from commissions.engine.products import Products, by_category, up_to_each
from commissions.engine.remainder import AMOUNTS, what_is_left
from commissions.engine.rule import ORDER_NET, OrderRule, Rule
from commissions.engine.settlement import settle
from commissions.engine.worst_case import worst_case
from core.errors import InvariantBroken
from tests.unit.commissions.drawn_products import with_products
from tests.unit.commissions.pictures import SEEDS, pictures, plan, plans, rule, volume

HALF, WHOLE, MORE = Fraction(1, 2), Fraction(1), Fraction(3, 2)
CARE = Products({"care": MORE, "care/face": HALF}, Fraction(0))


def holding(sold: Volume, **nets: int) -> Volume:
    """Return an order of which so much net, and as many points, is of each category."""
    portions = (
        Portion(name.replace("_", "/"), net, net, net, net, 0) for name, net in nets.items()
    )
    return sold._replace(portions=by_category(portions))


def test_the_nearest_category_named_decides() -> None:
    assert CARE.factor("care") == CARE.factor("care/hands/nails") == MORE
    assert CARE.factor("care/face") == CARE.factor("care/face/night") == HALF
    assert CARE.factor("careful") == CARE.factor("tea/care") == CARE.factor("") == 0
    assert CARE.highest == MORE
    assert CARE.whole == 2


def test_units_are_rounded_once_for_the_whole_order() -> None:
    sold = holding(volume(1, net=100), care=1, care_face=1)
    terms = rule(base=ORDER_NET, products=CARE)
    assert plan(terms).base_minor(terms, sold) == 2  # 1.5 + 0.5, each of which would become 2 and 1
    others = rule(base=ORDER_NET, products=replace(CARE, others=WHOLE))
    assert plan(others).base_minor(others, sold) == 100
    assert plan().base_minor(rule(base=ORDER_NET), sold) == 100


def test_an_order_without_categories_counts_as_others() -> None:
    sold = volume(1, net=99)
    counted, left_out = (
        rule(base=ORDER_NET, products=replace(CARE, others=others)) for others in (WHOLE, HALF * 0)
    )
    assert plan(counted).base_minor(counted, sold) == 99
    assert plan(left_out).base_minor(left_out, sold) == 0


amounts = st.integers(0, 99_999)
NAMES = ("care", "care/face", "tea")


@given(st.lists(st.tuples(st.sampled_from(NAMES), amounts)), amounts, st.integers(1, 999))
def test_portions_of_foreign_money_add_up_to_the_order(
    parts: list[tuple[str, int]], rest: int, numerator: int
) -> None:
    """And so do the bases of rules that share the products between them."""
    net = sum(part for _name, part in parts) + rest
    portions = by_category(Portion(name, net_minor=part) for name, part in parts)
    sold = volume(1, net=net)._replace(
        portions=portions, currency="CHF", credit_minor=net // 3, day=date(2026, 1, 9)
    )
    rates = (ExchangeRate("CHF", date(2026, 1, 1), numerator, 100),)
    terms = plan(exchange=Exchange(("CHF",), rates), credit_reduces=True)
    whole = terms.worth_minor(ORDER_NET, sold)
    assert sum(worth for _name, worth in terms.worths_minor(ORDER_NET, sold)) == whole
    assert all(worth >= 0 for _name, worth in terms.worths_minor(ORDER_NET, sold))
    of_care = rule(base=ORDER_NET, products=Products({"care": WHOLE}, HALF * 0))
    of_others = rule(base=ORDER_NET, products=Products({"care": HALF * 0}, WHOLE))
    assert terms.base_minor(of_care, sold) + terms.base_minor(of_others, sold) == whole


def test_running_totals_end_with_the_order() -> None:
    sold = holding(volume(1, net=100, cv=100, pv=100), tea=30, care=20)
    assert [(name, part.net_minor) for name, part in up_to_each(sold)] == [
        ("care", 20), ("tea", 50), ("", 100),
    ]  # fmt: skip


def back(sold: Volume, net: int, **nets: int) -> Reversal:
    taken = holding(sold, **nets).portions
    return Reversal(
        1, sold.entry_id, "r", sold.member_id, sold.kind, "", False, 0, 0, -net,
        portions=tuple(Portion(each.category, *(-part for part in each[1:])) for each in taken),
    )  # fmt: skip


def test_what_comes_back_is_taken_from_its_category() -> None:
    sold = volume(1, net=100)._replace(
        portions=(Portion("care", net_minor=60), Portion("tea", net_minor=30))
    )
    gone = Reversal(
        1, 1, "r", 1, "own", "", False, 0, 0, -65,
        portions=(Portion("care", net_minor=-60),),
    )  # fmt: skip
    (left,) = what_is_left([sold], [gone])
    assert left.net_minor == 35
    assert left.portions == (Portion("care"), Portion("tea", net_minor=30))
    terms = rule(base=ORDER_NET, products=CARE)
    assert plan(terms).base_minor(terms, left) == 0


@pytest.mark.parametrize(
    "gone",
    [
        Portion("care", net_minor=-61),  # more of it than was sold
        Portion("coffee", net_minor=-1),  # nothing of it was sold
        Portion("tea", net_minor=-5),  # the order lost more, so what is in none of them did
    ],
)
def test_no_more_of_a_category_comes_back_than_was_sold(gone: Portion) -> None:
    sold = volume(1, net=100)._replace(
        portions=(Portion("care", net_minor=60), Portion("tea", net_minor=30))
    )
    taken = Reversal(1, 1, "r", 1, "own", "", False, 0, 0, -61, portions=(gone,))
    with pytest.raises(InvariantBroken):
        what_is_left([sold], [taken])


@given(plans(), pictures(), SEEDS)
def test_what_comes_back_whole_leaves_nothing(drawn: Plan, picture: Picture, seed: int) -> None:
    """At the original rates, whatever the factors, and in however many parts it comes."""
    random = Random(seed)
    numbered = tuple(
        each._replace(entry_id=place) for place, each in enumerate(picture.volumes, start=1)
    )
    terms, picture = with_products(random, drawn, replace(picture, volumes=numbered))
    paid = Paid.of(settle(terms, picture))
    parts = [part for each in picture.volumes for part in in_two(random, each)]
    found = correct(terms, Closed(1, "2026-01", ""), paid, parts).lines
    back: dict[tuple[str, int], int] = {}
    for line in (*paid.booked, *found):
        key = (line.rule_id, line.member_id)
        back[key] = back.get(key, 0) + line.amount_minor
    assert not any(back.values())


def in_two(random: Random, sold: Volume) -> list[Reversal]:
    """Return two reversals that take an order back whole."""
    held = {each.category: each for each in sold.portions}
    first = tuple(
        Portion(name, *(random.randint(0, part) for part in each[1:]))
        for name, each in held.items()
    )
    rest = tuple(
        Portion(
            each.category, *(b - a for a, b in zip(each[1:], held[each.category][1:], strict=True))
        )
        for each in first
    )
    whole = [getattr(sold, name) for name in AMOUNTS]
    some = [sum(getattr(each, name) for each in first) for name in AMOUNTS]
    left = [all_of_it - part for all_of_it, part in zip(whole, some, strict=True)]
    return [
        gone(sold, number, portions, amounts)
        for number, (portions, amounts) in enumerate(((first, some), (rest, left)), start=1)
    ]


def gone(sold: Volume, number: int, portions: tuple[Portion, ...], amounts: list[int]) -> Reversal:
    return Reversal(
        number * 1000 + sold.entry_id, sold.entry_id, "r", sold.member_id, sold.kind, "2026-01",
        False, *(-amount for amount in amounts),
        portions=tuple(Portion(each[0], *(-part for part in each[1:])) for each in portions),
    )  # fmt: skip


@given(plans(), pictures(), SEEDS, st.integers(2, 9))
def test_so_many_times_the_goods_are_so_many_times_the_units(
    drawn: Plan, picture: Picture, seed: int, times: int
) -> None:
    """But for the one rounding of an order: half a cent there, and as often half a cent here."""
    random = Random(seed)
    terms, picture = with_products(random, replace(drawn, cv_value_minor=100), picture)
    for each in picture.volumes:
        more = each._replace(
            **{name: times * getattr(each, name) for name in AMOUNTS},
            portions=tuple(
                Portion(part.category, *(times * amount for amount in part[1:]))
                for part in each.portions
            ),
        )
        for one in terms.rules:
            assert isinstance(one, OrderRule)
            apart = terms.base_minor(one, more) - times * terms.base_minor(one, each)
            assert 2 * abs(apart) <= times + 1


def of(rule_id: str, products: Products | None) -> Rule:
    return rule(id=rule_id, rates_bp=(1000,), products=products)


def test_the_worst_case_is_that_of_the_worst_category() -> None:
    none = Fraction(0)
    apart = [of("a", Products({"care": WHOLE}, none)), of("b", Products({"tea": MORE}, none))]
    found = worst_case(apart)
    assert (found.total_bp, found.by_rule) == (1500, (("a", 1000), ("b", 1500)))
    within = [
        of("a", Products({"care": WHOLE}, none)),
        of("b", Products({"care/face": MORE}, none)),
    ]
    assert worst_case(within).total_bp == 2500
    assert worst_case([*within, of("all", None)]).total_bp == 3500
    third = worst_case([of("a", Products({"care": Fraction(1, 3)}, none))])
    assert third.total_bp == 334  # never less than is paid
