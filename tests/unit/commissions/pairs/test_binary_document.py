"""How a binary rule is written, and how each mistake in one is refused."""

from __future__ import annotations

import pytest

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.kinds.binary.pairing import Cycles, Steps, WeakSide
from commissions.kinds.binary.rule import Binary
from commissions.shipped_plans import shipped_paths

TEXT = {path.parent.name: path.read_text("utf-8") for path in shipped_paths()}

MISTAKES = {
    "a key of another form": (
        "waage", 'pays        = "weak_side"', 'pays = "steps"', "paar].pairs_of", "pays = “steps”",
    ),
    "a key of the form is missing": (
        "waage", 'ratio       = "1:1"\n', "", "paar].ratio", "missing",
    ),
    "rank missing": ("waage", 'partner = "8%", ', "", "paar].rates.partner", "rank is missing"),
    "unknown rank": ("waage", 'rates       = { partner', "rates = { gold = \"1%\", partner",
                     "paar].rates.gold", "no such rank"),
    "ranks in a plan without ranks": (
        "gleis", '"12.5%"', '{ gold = "12.5%" }', "gleis].rates", "has no ranks",
    ),
    "nobody is paid": (
        "waage", '{ partner = "8%", silber = "10%" }', '"0%"', "paar].rates", "zero for everybody",
    ),
    "bare ratio": ("waage", '"1:1"', "1", "paar].ratio", "two whole numbers"),
    "ratio upside down": ("gleis", '"2:1"', '"1:2"', "gleis].ratio", "gives less"),
    "cycle upside down": (
        "takt", 'strong = "200 PV"', 'strong = "50 PV"', "takt].cycle", "gives less",
    ),
    "half a cycle": (
        "takt", 'strong = "200 PV", ', "", "takt].cycle", "exactly these: strong, weak",
    ),
    "other points": ("waage", '"50 CV"', '"50 PV"', "paar].pairs_of", "matches CV, not PV"),
    "bare points": ("takt", '"3000 PV"\ncarry', "3000\ncarry", "takt].carry_cap", "bare number"),
    "other money": ("waage", '"0.80 EUR"', '"0.80 USD"', "paar].point_value", "in USD"),
    "steps that fall": ("paarstufen", '"1000 PV"', '"400 PV"', "woche].steps", "more volume"),
    "a limit without what follows": (
        "waage", 'after_cap      = "deduct_matched"', "#", "paar].after_cap", "missing",
    ),
    "what follows without a limit": (
        "paarstufen", 'own_volume     = "none"', 'own_volume = "none"\nafter_cap = "full_flush"',
        "woche].after_cap", "no effect",
    ),
    "equal sides are not told apart": (
        "waage", 'own_volume     = "none"', 'own_volume = "weak"', "paar].weak_at_tie", "missing",
    ),
    "a tie that nobody asks for": (
        "waage", 'own_volume     = "none"', 'own_volume = "none"\nweak_at_tie = "left"',
        "paar].weak_at_tie", "no effect",
    ),
    "a carry cap of lots without order": (
        "takt", 'carry_cap_flushes = "newest"\n', "", "takt].carry_cap_flushes", "missing",
    ),
    "a carry cap where nothing is carried": (
        "takt", '"2 periods"', '"0 periods"', "takt].carry_cap", "no effect",
    ),
    "what comes back is not decided": (
        "takt", 'returned_volume = "owed"', "#", "takt].returned_volume", "missing",
    ),
    "what comes back where it never does": (
        "paarstufen", 'own_volume     = "none"', 'own_volume = "none"\nreturned_volume = "owed"',
        "woche].returned_volume", "no effect",
    ),
    "qualified like active": (
        "waage", 'accrues        = "when_active"', 'accrues = "when_qualified"', "", "",
    ),
    "qualified by nothing": (
        "takt", 'accrues        = "always"', 'accrues = "when_qualified"', "takt].accrues",
        "when_active",
    ),
    "sponsored below zero": ("waage", "each_side = 1 ", "each_side = -1 ", "each_side", "from 0"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_its_key_and_reason(mistake: str) -> None:
    code, find, put, key, reason = MISTAKES[mistake]
    assert TEXT[code].count(find) >= 1, find
    text = TEXT[code].replace(find, put, 1).encode()
    if not reason:
        read_plan(text, "")
        return
    with pytest.raises(PlanRejected) as caught:
        read_plan(text, "")
    assert key in str(caught.value)
    assert reason in str(caught.value)


def the_rule(code: str) -> Binary:
    rule = read_plan(TEXT[code].encode(), "").rules[0]
    assert isinstance(rule, Binary)
    return rule


def test_each_form_is_read_into_whole_numbers() -> None:
    waage, takt, stufen = (the_rule(code) for code in ("waage", "takt", "paarstufen"))
    assert waage.pairing == WeakSide("right", {"partner": 800, "silber": 1000}, 1, 1, 80, 50_00)
    assert takt.pairing == Cycles("right", {"partner": 10_00, "gold": 25_00}, 200_00, 100_00)
    assert isinstance(stufen.pairing, Steps)
    assert stufen.pairing.steps[0] == (500_00, 100_00)
    assert (waage.cap_by_rank, waage.most_by_rank) == ({"partner": 500_00, "silber": 2500_00}, None)
    assert takt.most_by_rank == {"partner": 5, "gold": 40}


def test_nothing_bounds_what_it_pays_of_an_order() -> None:
    assert the_rule("waage").most_bp is None
