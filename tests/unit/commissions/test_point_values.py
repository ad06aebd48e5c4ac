"""What a point is worth, by day and country."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from commissions.arrays.bases import bases
from commissions.arrays.picture import from_picture
from commissions.document.example_returns import drawn_picture
from commissions.document.example_tree import read_tree
from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from commissions.engine.point_values import PointValue, value_minor
from core.periods import Period
from tests.unit.commissions.rank_plans import document

VALUES = """[
  { from = 2026-01-01, value = "1.00 EUR" },
  { from = 2026-02-10, value = "1.05 EUR" },
  { from = 2026-01-01, value = "0.50 EUR", countries = ["AT", "CH"] },
  { from = 2026-02-20, value = "0.55 EUR", countries = ["AT"] },
]"""
TREE = """
anna buys 100 CV 200 PV buys 100 CV 200 PV on 2026-02-09 buys 100 CV 200 PV on 2026-02-10
  bert buys 100 CV 200 PV on 2026-02-19 to AT buys 100 CV 200 PV on 2026-02-20 to AT
    carl buys 100 CV 200 PV on 2026-02-20 to CH buys 100 CV 200 PV on 2026-02-20 to DE
"""
WORTH = [100_00, 100_00, 105_00, 50_00, 55_00, 50_00, 105_00]


def text(values: str = VALUES, base: str = "cv") -> str:
    plain = document('group_volume = "100 PV"', head=f"{base}_value = {values}")
    return plain.replace('"order.net"', f'"order.{base}"')


def plan(values: str = VALUES, base: str = "cv") -> Plan:
    return read_plan(text(values, base).encode(), "")


def picture(by: Plan) -> Picture:
    return drawn_picture(by, read_tree(TREE, "EUR", "tree"), None, Period("2026-02"))


@pytest.mark.parametrize(("base", "times"), [("cv", 1), ("pv", 2)])
def test_each_order_counts_with_the_value_of_its_day_and_country(base: str, times: int) -> None:
    by = plan(base=base)
    drawn, rule = picture(by), by.order_rule("team")
    found = [by.base_minor(rule, volume) for volume in drawn.volumes]
    assert found == [worth * times for worth in WORTH]
    columns = from_picture(drawn)
    assert bases(by, rule, columns.volumes).tolist() == found


def test_one_value_holds_everywhere() -> None:
    by = plan('"0.33 EUR"', "pv")
    drawn = picture(by)
    assert by.base_minor(by.order_rule("team"), drawn.volumes[3]) == 66_00
    assert bases(by, by.order_rule("team"), from_picture(drawn).volumes).tolist() == [66_00] * 7


def test_an_order_without_a_day_counts_with_the_first_value() -> None:
    values = (PointValue(date(2026, 3, 1), 7), PointValue(date(2026, 1, 1), 5))
    assert value_minor(values, "", None) == value_minor(values, "", date(2025, 1, 1)) == 5
    assert value_minor(values, "AT", date(2026, 3, 1)) == 7


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (VALUES.replace("2026-02-10", "2026-01-01"), "do not rise"),
        (VALUES.replace('2026-01-01, value = "0.50', '2026-02-01, value = "0.50'), "no value"),
        (VALUES.replace('2026-01-01, value = "1.00', '2026-01-02, value = "1.00'), "no value"),
        (VALUES.replace("0.55 EUR", "0.55 USD"), "in USD"),
        ('[ { from = 2026-01-01, value = "1.00 EUR" } ]', "needs no list"),
        (VALUES.replace('"AT", "CH"', '"Austria"'), "no country"),
        (VALUES.replace('["AT", "CH"]', "[]"), "list of countries"),
        (VALUES.replace("from = 2026-02-20, ", ""), "“from” is missing"),
        ('"0.00 EUR"', "above zero"),
    ],
)
def test_values_with_gaps_are_refused(values: str, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text(values).encode(), "")
    assert caught.value.key == "cv_value"
    assert reason in str(caught.value.reason)


def test_a_value_of_volume_needs_its_base() -> None:
    with pytest.raises(PlanRejected) as caught:
        read_plan(text(base="pv").replace('"order.pv"', '"order.net"').encode(), "")
    assert caught.value.key == "pv_value"
