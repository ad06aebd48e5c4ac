"""Differential rules in documents: each mistake is refused with key, reason and remedy."""

from __future__ import annotations

import pytest

from commissions.document.plan_document import read_plan
from commissions.kinds.differential.rule import Differential
from commissions.shipped_plans import shipped_plan
from tests.unit.commissions.kinds.refusals import refusal

HAVELSTEIN, BIRKENHAIN = ("havelstein", "2026-01-01"), ("birkenhain", "2026-01-01")
LEINETAL, ROSMARIN = ("leinetal", "2026-01-01"), ("rosmarin", "2026-01-05")

MISTAKES = [
    (BIRKENHAIN, '"200 PV",  rate = "6%"', '"200 PV",  rate = 6', "stages", "bare number", '"3%"'),
    (BIRKENHAIN, '{ from = "0 PV",    rate = "3%" },', "", "stages", "gap below", '"0 PV"'),
    (BIRKENHAIN, '"600 PV",  rate', '"200 PV",  rate', "stages[3].from", "begun already", "lowest"),
    (BIRKENHAIN, 'rate = "9%"', 'rate = "6%"', "stages[3].rate", "not above", "lowest"),
    (BIRKENHAIN, 'from = "200 PV"', 'rank = "one"', "stages", "need “from”", "from ="),
    (BIRKENHAIN, '"group_volume"', '"rank"', "stage_by", "no ranks", "[[rank]]"),
    (BIRKENHAIN, '"whole"', '"marginal"', "applies", "not supported", '"whole"'),
    (BIRKENHAIN, '"200 PV",  rate = "6%"', '"200 PV"', "stages", "either", ""),
    (BIRKENHAIN, '"600 PV"\n', '"601 PV"\n', "equal_stage_from", "no stage", "volume"),
    (BIRKENHAIN, 'equal_stage_rate         = "10%"', "", "equal_stage_rate", "missing", '"2%"'),
    (BIRKENHAIN, '"10%"', '"1.00 EUR"', "equal_stage_rate", "share of what", "25%"),
    (BIRKENHAIN, '"match"', '"none"', "equal_stage_rate", "no effect", "Leave"),
    (BIRKENHAIN, '"600 PV"\n', '"7000 PV"\n', "beyond_gaps", "nothing is left", "extra"),
    (BIRKENHAIN, '["barred"]', '["inactve"]', "pass_over", "not supported", '"inactive"'),
    (HAVELSTEIN, 'takers                   = "active"', 'takers = "all"', "pass_over",
     "may take as well", "Leave the word out"),
    (HAVELSTEIN, '"9.00 EUR"', '"9.001 EUR"', "stages", "", ""),
    (HAVELSTEIN, '"20.00 EUR"', '"7.00 EUR"', "stages", "no share", "cv_value"),
    (HAVELSTEIN, '["inactive", "barred"]', '["inactive"]', "pass_over", "holds no rank", "barred"),
    (HAVELSTEIN, 'rank = "gruppenleiter", rate', 'rank = "gruppenlieter", rate', "stages",
     "not those of the ranks", "berater, gruppenleiter"),
    (HAVELSTEIN, 'beyond_gaps              = "extra"', "", "beyond_gaps", "missing", "inside_cap"),
    (HAVELSTEIN, '"bezirksleiter"\nequal', '"berater"\nequal', "equal_stage_from", "", ""),
    (LEINETAL, '"28‰"', '"28.55‰"', "stages", "one decimal", ""),
    (LEINETAL, '"all"', '"active"', "takers", "no effect", "[active]"),
    (LEINETAL, '"extra"', '"inside_cap"', "beyond_gaps", "top stage", "extra"),
    (LEINETAL, '"2‰"', '"0‰"', "equal_stage_rate", "above zero", "Write"),
    (ROSMARIN, 'min_override             = "2%"', "", "beyond_gaps", "nothing goes", "Leave"),
    (ROSMARIN, '"20%"', '"120%"', "stages", "at most 100%", ""),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[0][0]} {mistake[2]}")
def test_a_mistake_is_refused_with_key_reason_and_remedy(mistake: tuple[object, ...]) -> None:
    (plan, day), find, put, key, reason, remedy = mistake  # type: ignore[misc]
    found = refusal(plan, day, find, put)
    assert key in found.key and reason in str(found.reason) and remedy in str(found.remedy)


def test_money_for_each_unit_is_a_share_of_what_a_unit_is_worth() -> None:
    shipped = shipped_plan(*HAVELSTEIN)
    rule = read_plan(shipped.document, shipped.filename).rules[0]
    assert isinstance(rule, Differential)
    assert rule.stages.rates_bp == (3000, 4500, 6000, 7500)
    assert (rule.least_bp, rule.most_bp) == (200, 8100)


def test_per_mille_is_read_exactly() -> None:
    shipped = shipped_plan(*LEINETAL)
    rule = read_plan(shipped.document, shipped.filename).rules[0]
    assert isinstance(rule, Differential)
    assert rule.stages.rates_bp == (120, 200, 280)
    assert rule.most_bp == 300
