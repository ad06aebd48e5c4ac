"""Figures that companies and trade papers have worked out in public: the engine finds the same."""

from __future__ import annotations

from commissions.engine.facts import Picture
from commissions.engine.rule import Rule
from commissions.engine.settlement import settle
from commissions.kinds.binary.pairing import Steps
from commissions.kinds.by_rank import EVERYBODY
from commissions.kinds.personal_bonus.rule import PersonalBonus
from commissions.kinds.stages import GROUP_VOLUME, PERSONAL_VOLUME, Stages
from tests.unit.commissions.drawn import paid
from tests.unit.commissions.kinds.differentials import differential
from tests.unit.commissions.pairs.placed import binary, placed
from tests.unit.commissions.pairs.test_matching import matching
from tests.unit.commissions.pictures import NAMES, Volume, plan, rule
from tests.unit.commissions.test_caps import company_cap

FLAT: dict[str, object] = {"ranks": (), "active_pv_minor": 0}


def levels(*rates_bp: int, **changes: object) -> Rule:
    return rule(rates_bp=rates_bp, depth_by_rank=None, **changes)


def own(stages: Stages, **changes: object) -> PersonalBonus:
    terms: dict[str, object] = {
        "id": "own",
        "names": NAMES,
        "tax_nature": "commission",
        "base": "order.net",
        "stages": stages,
        "applies": "whole",
        "unfilled_slice": "own_rate",
        "least_minor": 0,
        "less": (),
        "need_activity": False,
    }
    return PersonalBonus(**(terms | changes))  # type: ignore[arg-type]


def total(terms: Rule, *more: Rule, tree: str) -> dict[str, int]:
    return paid(plan(terms, *more, **FLAT), tree)  # type: ignore[arg-type]


def test_a_sponsor_at_half_earns_fifteen_percent_of_the_earn_base_above_a_buyer_at_35() -> None:
    """Herbalife: (50 - 35) % of an earn base of 100."""
    stages = Stages(PERSONAL_VOLUME, (2500, 3500, 5000), (0, 500_00, 4000_00))
    tree = """
    sponsor 4000 PV
      buyer buys 100 CV 500 PV
    """
    terms = differential(base="order.cv", stages=stages, own_orders_start_at="above_seller")
    assert total(terms, tree=tree) == {"sponsor": 15_00}


def test_blocks_of_five_hundred_pay_each_its_own_rate_and_an_unfilled_one_that_of_the_last() -> (
    None
):
    """Nu Skin: marginal blocks; 2,300 are four whole blocks and three hundred at the fourth's."""
    stages = Stages(
        PERSONAL_VOLUME, (500, 600, 700, 800, 900), (0, 500_00, 1000_00, 1500_00, 2000_00)
    )
    blocks = {"applies": "slice", "unfilled_slice": "rate_below", "least_minor": 2000_00}
    # The fifth stage has no end here, so a sixth closes the fifth block.
    stages = Stages(PERSONAL_VOLUME, (*stages.rates_bp, 1000), (*stages.starts, 2500_00))
    tree = "anna buys 0 CV 2300 PV 2300.00 EUR"
    assert total(own(stages, **blocks), tree=tree) == {
        "anna": 25_00 + 30_00 + 35_00 + 40_00 + 24_00
    }
    assert total(own(stages, **blocks), tree="anna buys 0 CV 1999 PV 1999.00 EUR") == {}


def test_a_unit_of_ten_thousand_pays_23_percent_and_13_of_ones_own_recruits() -> None:
    """Mary Kay: 2,300 + 1,300 = 3,600."""
    unit = own(Stages(GROUP_VOLUME, (900, 1300, 2300), (0, 4500_00, 9000_00)))
    tree = """
    anna
      bert buys 10000 CV 10000 PV 10000.00 EUR
    """
    found = total(unit, levels(1300), tree=tree)
    assert found["anna"] == 2_300_00 + 1_300_00


def test_a_company_cap_of_42_percent_lets_seven_eighths_through() -> None:
    """1,000,000 at 42 % are 420,000 of 480,000 earned: a factor of 0.875."""
    tree = """
    anna
      bert
        cara buys 1000000 CV
    """
    cap = company_cap(of=("team",), rate_bp=4200)
    assert total(levels(3200, 1600), cap, tree=tree) == {"bert": 280_000_00, "anna": 140_000_00}


def test_3500_and_2500_balance_at_2000_and_carry_1500_and_500() -> None:
    """USANA: the largest step within both sides pays and is deducted from both."""
    pairs = binary(Steps("right", ((1000_00, 200_00), (2000_00, 400_00), (5000_00, 1000_00))))
    picture = placed((1, None, 0, 0), (2, 1, 1, 3500), (3, 1, 2, 2500))
    outcome = settle(plan(pairs, **FLAT), picture)  # type: ignore[arg-type]
    assert [line.amount_minor for line in outcome.lines] == [400_00]
    kept = {each.name: each.amount for each in outcome.carried if each.member_id == 1}
    assert kept == {"left": 1500_00, "right": 500_00}


def test_a_new_members_first_weeks_pay_20_10_and_5_percent() -> None:
    """Three levels as doTERRA pays them, and matching that goes on: 15 % of 4.20 are 0.63."""
    tree = """
    anna
      bert
        cara
          dora buys 100 CV
    """
    assert total(levels(2000, 1000, 500), tree=tree) == {"cara": 20_00, "bert": 10_00, "anna": 5_00}
    match = matching(rates_by_rank={EVERYBODY: (1500,)}, cascade=True)
    assert total(levels(2800), match, tree=tree)["anna"] == 63  # 15 % of bert's 15 % of 28.00


def test_full_compression_pays_past_two_inactive_uplines() -> None:
    """Guido earns level 1 of Frank, Alex (both inactive) and Ute, and level 2 of Luis."""
    tree = """
    guido 100 PV
      frank buys 10 CV
        alex buys 10 CV
          ute buys 10 CV 100 PV
            luis buys 10 CV 100 PV
    """
    terms = plan(levels(2000, 1000), ranks=(), active_pv_minor=100_00)  # type: ignore[arg-type]
    assert paid(terms, tree) == {"guido": 6_00 + 1_00, "ute": 2_00}


def test_spilled_volume_in_a_matrix_pays_both_who_stand_above() -> None:
    """D's 100 CV at two percent a level: 2 for A and 2 for the root, whoever sponsored D."""
    two = levels(200, 200, tree="placement")
    picture = placed((1, None, 0, 0), (2, 1, 1, 0), (3, 2, 1, 0), sponsors={1: None, 2: 1, 3: 1})
    sold = Volume(1, "o-1", 3, "own", 0, 100_00, 0)
    there = Picture(
        picture.member_ids, picture.sponsor_ids, picture.statuses, (sold,),
        placement=picture.placement,
    )  # fmt: skip
    lines = settle(plan(two, **FLAT), there).lines  # type: ignore[arg-type]
    assert {line.member_id: line.amount_minor for line in lines} == {1: 2_00, 2: 2_00}
