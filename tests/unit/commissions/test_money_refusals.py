"""What is refused of caps, choices and retail rules, by key, reason and remedy."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import PLANS

BOTH = 'of         = ["erste_linie", "gruppe"]\ntax'
MISTAKES = {
    "cap of a rule that there is not": (
        "taubertal", BOTH, 'of = ["erste_linie", "x"]\ntax',
        "rule[groesserer].of[2]", "no such rule", "erste_linie, gruppe",
    ),
    "cap of a rule below": (
        "taubertal", BOTH, 'of = ["gruppe", "deckel"]\ntax',
        "rule[groesserer].of[2]", "cycle", "above",
    ),
    "cap of itself": (
        "taubertal", '"groesserer"]\nlimits', '"hoechstbetrag"]\nlimits',
        "rule[hoechstbetrag].of[3]", "cycle", "above",
    ),
    "greater of one": (
        "taubertal", BOTH, 'of = ["gruppe"]\ntax',
        "rule[groesserer].of", "two rules", "Name two",
    ),
    "limit of an unknown rank": (
        "taubertal", "{ beraterin = \"40.00 EUR\" }", "{ chefin = \"40.00 EUR\" }",
        "rule[hoechstbetrag].limits.chefin", "no such rank", "beraterin, leitung",
    ),
    "limit in another currency": (
        "taubertal", '"40.00 EUR"', '"40.00 CHF"',
        "rule[hoechstbetrag].limits.beraterin", "CHF", "one currency",
    ),
    "two limits": (
        "taubertal", "limits     =", 'limit = "1.00 EUR"\nlimits =',
        "rule[hoechstbetrag].limit", "either", "limit =",
    ),
    "share without a base": (
        "taubertal", 'base       = "order.cv"\nmode', "mode",
        "rule[deckel].base", "missing", "order.cv",
    ),
    "money with a base": (
        "taubertal", '"12%"', '"12.00 EUR"',
        "rule[deckel].base", "no effect", "Leave",
    ),
    "bare limit": (
        "taubertal", '"12%"', "12",
        "rule[deckel].limit", "bare number", "42%",
    ),
    "rates twice": (
        "waldmark", "limited_by", 'rates = ["1%"]\nlimited_by',
        "rule[team].rates", "already", "Leave one",
    ),
    "no rates at all": (
        "lichtung", 'rates           = ["5%", "2%"]\n', "",
        "rule[linie].rates", "missing", "10%",
    ),
    "rates that fall by rank": (
        "waldmark", '"4%"]', '"7%"]',
        "rule[team].rates_by_rank.premium", "less on level 2", "do not fall",
    ),
    "rank without rates": (
        "waldmark", 'starter = ["8%"], ', "",
        "rule[team].rates_by_rank.starter", "missing", 'starter = ["10%"]',
    ),
    "lower package without packages": (
        "lichtung", "levels ", 'limited_by = "buyer_rank"\nlevels ',
        "rule[linie].limited_by", "no effect", "rates_by_rank",
    ),
    "several levels without an end": (
        "lichtung", "pass_over       = []", "pass_over = []\nmay_earn_several_levels = true",
        "rule[linie].may_earn_several_levels", "without an end", "Leave",
    ),
    "keeps its level for nobody": (
        "steinach", "may_earn_several_levels = true ", "may_earn_several_levels = false ",
        "rule[linie].skipped_keeps_level", "no effect", "several",
    ),
    "one takes all": (
        "steinach", "skipped_keeps_level     = true ", "skipped_keeps_level = false ",
        "rule[linie].may_earn_several_levels", "every level", "depths",
    ),
    "lost volume without activity": (
        "lichtung", '[active]                               # aktiv ist, wer mindestens so viel '
        'Eigenvolumen hat\npersonal_volume = "30 PV"\n', "",
        "rule[linie].inactive_volume", "no effect", "[active]",
    ),
    "yes in quotes": (
        "steinach", "may_earn_several_levels = true ", 'may_earn_several_levels = "yes" ',
        "rule[linie].may_earn_several_levels", "true or false", "= false",
    ),
    "margin of own orders": (
        "kornblume", 'orders     = ["customer"]', 'orders = ["own"]',
        "rule[spanne].orders", "no margin", "customer",
    ),
    "no orders": (
        "kornblume", 'orders     = ["customer"]', "orders = []",
        "rule[spanne].orders", "no effect", "customer",
    ),
    "two rates": (
        "kornblume", "rates      =", 'rate = "1%"\nrates =',
        "rule[vorschuss].rate", "either", "rate =",
    ),
    "rate of an unknown rank": (
        "kornblume", '{ beraterin = "12%"', '{ chefin = "12%"',
        "rule[vorschuss].rates.chefin", "no such rank", "beraterin, leitung",
    ),
    "a gap below the lowest stage": (
        "kornblume", '{ from = "0 PV", rate = "0%" }', '{ from = "10 PV", rate = "0%" }',
        "rule[stufe].stages", "gap", "0 PV",
    ),
    "overlapping stages": (
        "kornblume", 'from = "1000 PV"', 'from = "500 PV"',
        "rule[stufe].stages[3].from", "already", "lowest first",
    ),
    "advances by a rule below": (
        "kornblume", 'less       = ["vorschuss"]', 'less = ["gruppe"]',
        "rule[stufe].less[1]", "cycle", "above",
    ),
    "slices that do not say what an unfilled one pays": (
        "kornblume", 'applies    = "whole"', 'applies = "slice"',
        "rule[stufe].unfilled_slice", "missing", "own_rate",
    ),
    "unfilled slices of a whole volume": (
        "lindenhof", '"slice"', '"whole"',
        "rule[aufbau].unfilled_slice", "no effect", "Leave",
    ),
    "active takers where all are": (
        "lindenhof", '"all"', '"active"',
        "rule[aufbau].takers", "no effect", "all",
    ),
    "start of orders that do not count": (
        "holunder", 'orders              = ["own"]', 'orders = ["customer"]',
        "rule[erste].own_orders_start_at", "no effect", "Leave",
    ),
    "no start of orders that count": (
        "holunder", 'orders              = ["own"]', 'orders = ["own", "customer"]',
        "rule[erste].customer_orders_start_at", "missing", "seller",
    ),
    "share finer than a rate can be": (
        "kranichsee", 'share = "30%"', 'share = "33.33%"',
        "rule[team].new_members", "finer", "another share",
    ),
    "matrix that nobody fills": (
        "bienenkorb", "width      = 2", "width = 2000",
        "rule[voll].fills", "Nobody", "smaller",
    ),
    "matrix whose last level pays nothing": (
        "bienenkorb", '"40.00 EUR"', '"0.00 EUR"',
        "rule[voll].fills", "pays nothing", "Leave",
    ),
    "matrix in another currency": (
        "bienenkorb", '"40.00 EUR"', '"40.00 CHF"',
        "rule[voll].fills", "CHF", "one currency",
    ),
    "recruits that do not rise": (
        "wacholder", "[2, 4, 6]", "[4, 2]",
        "rule[jeder_zweite].passes_up", "rising", "[1, 2]",
    ),
    "no recruit is passed up": (
        "wacholder", "[2, 4, 6]", "[]",
        "rule[jeder_zweite].passes_up", "whole numbers", "[1, 2]",
    ),
    "x-up of no orders": (
        "wacholder", 'orders     = ["customer"]', "orders = []",
        "rule[jeder_zweite].orders", "no effect", "customer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_key_reason_and_remedy(mistake: str) -> None:
    code, find, put, key, reason, remedy = MISTAKES[mistake]
    path = min(each for each in PLANS.glob(f"{code}/*.toml") if ".examples." not in each.name)
    text = path.read_text("utf-8")
    assert find in text
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.replace(find, put, 1).encode(), "")
    with translation.override("en"):
        assert caught.value.key == key
        assert reason in caught.value.reason
        assert remedy in caught.value.remedy
