"""Bonuses by formula and volumes of a plan's own, in documents."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import PLANS, shipped_plan
from tests.unit.commissions.kinds.refusals import refusal

LERCHENFELD = ("lerchenfeld", "2026-01-01")
SCORE = "own_pv + min(customer_pv, PV(300))"
CUSTOMERS = "EUR(25) if customers >= 2 and wertung >= PV(200) else EUR(0)"
CORE = "min(share(earned, percent(10), half_up), EUR(60)) if rank >= kern else EUR(0)"
MISTAKES = [
    (CUSTOMERS, "wertung", "rule[kunden].pays", "comes to: points", "worth("),
    (CUSTOMERS, "EUR(25) if customers >= 2 else 0", "rule[kunden].pays", "together", "EUR(0)"),
    (CUSTOMERS, "EUR(25) - worth(pv, EUR(1), down)", "rule[kunden].pays", "less than", "max("),
    (CUSTOMERS, "CHF(25) if is_active else CHF(0)", "rule[kunden].pays", "in EUR", "EUR(100)"),
    (CUSTOMERS, "EUR(25) if wertungen > pv else EUR(0)", "rule[kunden].pays", "no", "wertung"),
    (CORE, "share(earned, 10%, down)", "rule[kern].pays", "“10%”", "percent(10)"),
    (CORE, "EUR(5) if rank >= kern else EUR(0)", "rule[kern].of", "“earned”", "Leave"),
    ('of         = ["team"]\n', "", "rule[kern].of", "missing", "of ="),
    ('of         = ["team"]', 'of         = ["kern"]', "rule[kern].of[1]", "cycle", "above"),
    (SCORE, "own_pv * customers", "volume[wertung].formula", "larger", "min("),
    (SCORE, "EUR(5) if is_active else EUR(0)", "volume[wertung].formula", "money", ""),
    (SCORE, "own_pv if rank > kern else gv", "volume[wertung].formula", "no “rank”", ""),
    ('= "wertung"', '= "pv"', "volume[pv].id", "already", "of its own"),
    ('= "wertung"', '= "kern"', "volume[kern].id", "already", "of its own"),
    ("wertung >= PV(350) or", "pv < PV(350) or", "rank[kern].formula", "More of", "at least"),
    ("wertung >= PV(350) or", "wertung < PV(350) or", "rank[kern].formula", "More of", "at least"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[1][:24]} {mistake[3]}")
def test_a_mistake_is_refused_with_key_reason_and_remedy(mistake: tuple[str, ...]) -> None:
    find, put, key, reason, remedy = mistake
    found = refusal(*LERCHENFELD, find, put)
    assert found.key == key
    assert reason in found.reason
    assert remedy in found.remedy


def test_a_volume_that_no_formula_uses_is_refused() -> None:
    text = shipped_plan(*LERCHENFELD).document.decode().replace("wertung >= PV", "pv >= PV")
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.encode(), "plan.toml")
    assert caught.value.key == "volume[wertung]"
    assert "no effect" in caught.value.reason


@pytest.mark.parametrize("takers", ["active", "all"])
def test_activity_that_the_plan_does_not_know_has_no_effect(takers: str) -> None:
    text = shipped_plan(*LERCHENFELD).document.decode()
    text = text.replace('[active]\npersonal_volume = "40 PV"', "").replace('"inactive", ', "")
    text = text.replace("or active_directs >= 3", "or directs >= 3")
    text = text.replace('takers     = "active"', f'takers     = "{takers}"')
    if takers == "all":
        assert not read_plan(text.encode(), "plan.toml").rules[1].is_for_active
        return
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.encode(), "plan.toml")
    assert caught.value.key == "rule[kunden].takers"


def explained(language: str) -> str:
    out = StringIO()
    path = PLANS / "lerchenfeld" / "2026-01-01.toml"
    call_command("plan", "--language", language, "explain", str(path), stdout=out)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def test_why_says_the_formula_and_what_its_facts_were() -> None:
    assert (
        "Member anna earns €25.00 (€25.00 if buying customers is at least 2 and score is at least "
        "200 PV, otherwise €0.00; customers' volume: 150 PV, buying customers: 2, own purchases: "
        "50 PV), by the rule “Customer bonus” (kunden)"
    ) in explained("en")


def test_why_and_explain_speak_german() -> None:
    text = explained("de")
    assert "→ 25,00 €, wenn gilt: kaufende Kunden ist mindestens 2 und Wertung ist" in text
    assert "Verdienst nach den genannten Regeln: 80,00 €, Rang: Kernpartner)" in text
