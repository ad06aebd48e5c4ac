"""Retail margins, rates on own orders, and bonuses on a member's own volume."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.document.plan_examples import check_plan_text
from commissions.engine.facts import CUSTOMER, OWN, Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV, ORDER_RETAIL
from commissions.engine.settlement import largest_sum, possible_minor, settle
from commissions.kinds.personal_bonus.rule import PersonalBonus
from commissions.kinds.retail.rule import Retail
from commissions.kinds.stages import Stages
from commissions.shipped_plans import shipped_plan
from commissions.wording.plan_words import examples_in_words
from tests.unit.commissions.drawn import paid
from tests.unit.commissions.pictures import NAMES, pictures, plan, volume

MARGIN = "anna 60 PV sells 80.00 EUR retail 20.00 EUR buys 10 CV"
STARTS, RATES = (0, 500_00, 1000_00), (500, 1000, 1500)


def retail(**changes: object) -> Retail:
    terms: dict[str, object] = {
        "id": "margin",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_RETAIL,
        "orders": frozenset({CUSTOMER}),
        "everybodys_bp": 10_000,
        "rates_bp": {},
        "need_activity": False,
    }
    return Retail(**(terms | changes))  # type: ignore[arg-type]


def bonus(**changes: object) -> PersonalBonus:
    terms: dict[str, object] = {
        "id": "bonus",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_CV,
        "stages": Stages("personal_volume", RATES, STARTS),
        "applies": "whole",
        "unfilled_slice": "own_rate",
        "least_minor": 0,
        "less": (),
        "need_activity": False,
    }
    return PersonalBonus(**(terms | changes))  # type: ignore[arg-type]


def flat(*rules: object) -> Plan:
    return plan(*rules, ranks=(), active_pv_minor=50_00)  # type: ignore[arg-type]


def test_the_margin_is_what_customers_paid_above_the_members_price() -> None:
    assert paid(flat(retail()), MARGIN) == {"anna": 20_00}


def test_only_the_orders_that_are_named_pay() -> None:
    own = retail(base=ORDER_CV, orders=frozenset({OWN}), everybodys_bp=1000)
    assert paid(flat(own), MARGIN) == {"anna": 1_00}


@pytest.mark.parametrize(("need", "pays"), [(True, {}), (False, {"anna": 20_00})])
def test_an_inactive_member_has_its_margin_if_the_plan_says_so(
    need: bool, pays: dict[str, int]
) -> None:
    text = "anna sells 80.00 EUR retail 20.00 EUR"
    assert paid(flat(retail(need_activity=need)), text) == pays


def test_a_suspended_member_has_none() -> None:
    assert paid(flat(retail()), "anna suspended sells 80.00 EUR retail 20.00 EUR") == {}


def test_each_rank_has_its_rate_and_who_is_not_named_has_none() -> None:
    by_rank = retail(base=ORDER_CV, orders=frozenset({OWN}), rates_bp={"two": 2000})
    terms = plan(by_rank)  # type: ignore[arg-type]
    assert paid(terms, "anna buys 100 CV 300 PV\nbert buys 100 CV 299.99 PV") == {"anna": 20_00}


def test_a_margin_above_the_worth_of_orders_is_bounded_and_possible() -> None:
    bought = volume(1, net=1, kind=CUSTOMER)._replace(retail_minor=500_00)
    picture = Picture((1,), (None,), ("active",), (bought,))
    assert largest_sum(flat(retail()), picture) >= 500_00
    assert possible_minor(flat(retail()), picture, {}) == 500_00


@pytest.mark.parametrize(
    ("points", "whole", "own_rate", "rate_below", "unpaid"),
    [
        (100, 5_00, 5_00, 0, 0),
        (499, 24_95, 24_95, 0, 0),
        (500, 50_00, 25_00, 25_00, 25_00),
        (800, 80_00, 55_00, 40_00, 25_00),
        (1000, 150_00, 75_00, 75_00, 75_00),
        (1200, 180_00, 105_00, 105_00, 105_00),
    ],
)
def test_stages_hold_for_all_or_slice_by_slice(
    points: int, whole: int, own_rate: int, rate_below: int, unpaid: int
) -> None:
    text = f"anna buys {points} CV {points} PV"
    found = [paid(flat(bonus()), text).get("anna", 0)]
    for unfilled in ("own_rate", "rate_below", "unpaid"):
        sliced = bonus(applies="slice", unfilled_slice=unfilled)
        found.append(paid(flat(sliced), text).get("anna", 0))
    assert found == [whole, own_rate, rate_below, unpaid]


def test_points_decide_and_the_base_carries() -> None:
    text = "anna buys 10 CV 500 PV"
    assert paid(flat(bonus()), text) == {"anna": 1_00}
    assert paid(flat(bonus(applies="slice")), text) == {"anna": 50}


def test_below_the_least_volume_nothing_is_paid() -> None:
    assert paid(flat(bonus(least_minor=200_00)), "anna buys 10 CV 199.99 PV") == {}


@pytest.mark.parametrize(("advance", "rest"), [(400, 6_00), (1000, 0), (1200, 0)])
def test_advances_are_netted_and_never_taken_back(advance: int, rest: int) -> None:
    early = retail(id="early", base=ORDER_CV, orders=frozenset({OWN}), everybodys_bp=advance)
    terms = flat(early, bonus(stages=Stages("personal_volume", (1000,), (0,)), less=("early",)))
    assert paid(terms, "anna buys 100 CV 10 PV") == {"anna": advance + rest}


def test_the_whole_group_may_be_paid() -> None:
    unit = bonus(stages=Stages("group_volume", (0, 1000), (0, 500_00)))
    text = """
    anna buys 200 CV 200 PV
      bert buys 300 CV 300 PV
    """
    assert paid(flat(unit), text) == {"anna": 50_00}


@given(pictures(), st.sampled_from(["own_rate", "rate_below", "unpaid"]))
def test_slices_are_the_sum_of_their_blocks(picture: Picture, unfilled: str) -> None:
    """Counted point by point with fractions, by another way than the engine's."""
    terms = flat(bonus(applies="slice", unfilled_slice=unfilled))
    for line in settle(terms, picture).lines:
        points = dict(line.facts)["volume"]
        exact = Fraction(0)
        for place, start in enumerate(STARTS):
            end = STARTS[place + 1] if place + 1 < len(STARTS) else points
            inside = max(min(points, end) - start, 0)
            rate = RATES[place]
            if points < end and unfilled != "own_rate":
                rate = RATES[place - 1] if unfilled == "rate_below" and place else 0
            exact += Fraction(inside * rate * line.base_minor, points * 10_000)
        assert abs(exact - line.amount_minor) <= Fraction(1, 2)
        assert line.amount_minor <= line.base_minor * max(RATES) / 10_000 + 1


def test_a_margin_is_called_one_in_both_languages() -> None:
    shipped = shipped_plan("kornblume", "2026-01-01")
    report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
    told = {language: "".join(examples_in_words(report, language)) for language in ("de", "en")}
    assert "Handelsspanne der Bestellung anna-1" in told["de"]
    assert "retail margin of order anna-1" in told["en"]
    assert "paid already by “Advance”" in told["en"]
