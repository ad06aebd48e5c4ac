"""A formula is said as a sentence, in German and in English."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from commissions.formulas.formula_rejected import FormulaRejected
from commissions.formulas.read import read_formula
from commissions.formulas.units import Unit
from commissions.formulas.words import explain
from tests.unit.commissions.formulas.written import FACTS

SAID = {
    "(pv >= PV(1000) or is_new) and not (directs >= 3 and rank >= gold)": (
        "(own volume is at least 1,000 PV or new) and not: "
        "(active partners is at least 3 and rank is at least Gold)",
        "(own volume ist mindestens 1.000 PV oder new) und nicht: "
        "(active partners ist mindestens 3 und rank ist mindestens Gold)",
    ),
    "worth(share(cv, percent(12.5), half_up), EUR(1), down)": (
        "(12.5% of commission points, rounded half up) at €1.00 a point, rounded towards zero",
        "(12,5 % von commission points, kaufmännisch gerundet) zu je 1,00 €, zur Null hin gerundet",
    ),
    "EUR(5) * min(directs, 10) if rank > silver else EUR(0)": (
        "€5.00 times the smallest of [active partners; 10] if rank is more than Silver, "
        "otherwise €0.00",
        "5,00 € mal Kleinstwert aus [active partners; 10], wenn gilt: "
        "rank ist mehr als Silver; sonst 0,00 €",
    ),
    "pv - (gv - cv) - -gv": (
        "own volume minus (group volume minus commission points) minus (minus group volume)",
        "own volume minus (group volume minus commission points) minus (minus group volume)",
    ),
    "percent_of(pv, max(gv, PV(1)), up) != quota": (
        "(own volume in percent of the largest of [group volume; 1 PV], rounded away from zero) "
        "is not quota",
        "(own volume in Prozent, bezogen auf Höchstwert aus [group volume; 1 PV], "
        "von null weg gerundet) ist nicht quota",
    ),
    "ratio(gv, PV(500), down) == 3": (
        "(group volume divided by 500 PV, rounded towards zero) is exactly 3",
        "(group volume geteilt durch 500 PV, zur Null hin gerundet) ist genau 3",
    ),
}


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("language", ["en", "de"])
def test_it_says(text: str, language: str) -> None:
    wanted = SAID[text][language == "de"].replace(" %", "\N{NO-BREAK SPACE}%")
    unit = next(unit for unit in Unit if _reads(text, unit))
    with override(language):
        said = explain(read_formula(text, FACTS, unit)).replace("\N{NO-BREAK SPACE}€", " €")
    assert said == wanted


def _reads(text: str, unit: Unit) -> bool:
    try:
        return bool(read_formula(text, FACTS, unit))
    except FormulaRejected:
        return False
