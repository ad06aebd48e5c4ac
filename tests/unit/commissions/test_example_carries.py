"""Numbers that an example's periods hand on, with a rule that only counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from django.utils import translation

from commissions.document.example_carries import other_carries
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import read_examples, try_example
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Carry, Earning
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.rule import Rule
from commissions.shipped_plans import shipped_plan

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
EXAMPLES = """
[[example]]
name = "points add up over two months"
[[example.period]]
tree = "anna 10 PV\\n  bert 5 PV"
pays = {}
carries = { anna = { sums = { points = "10 PV" } }, bert = { sums = { points = "5 PV" } } }
[[example.period]]
tree = "bert 7 PV\\nanna 1 PV on 2026-02-28"
pays = {}
[example.period.carries]
anna = { sums = { points = "11 PV" } }
bert = { sums = { points = { "2026-01" = "5 PV", "2026-02" = "7 PV" } } }
"""


@dataclass(frozen=True, slots=True)
class Sums(Rule):
    """Hands on what everybody bought, by the period it was bought in."""

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay nothing, hand everything on."""
        for carry in ground.carried(self.id):
            ground.keep(carry)
        period = ground.picture.period
        assert period is not None
        for volume in ground.picture.volumes:
            ground.keep(Carry("sums", volume.member_id, "points", period.key, volume.pv_minor))
        return iter(())


def plan() -> Plan:
    shipped = read_plan(SHIPPED.document, SHIPPED.filename)
    return replace(shipped, rules=(Sums("sums", {}, "commission"),))


def differences(examples: str) -> tuple[str, ...]:
    with translation.override("en"):
        (example,) = read_examples(plan(), examples.encode())
        return try_example(plan(), example).differences


def test_what_is_handed_on_reaches_the_same_names() -> None:
    assert differences(EXAMPLES) == ()


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ("11 PV", "12 PV", "Period 2: anna carries on 11 PV as “sums.points”, promised is 12 PV."),
        (
            '"2026-02" = "7 PV"',
            '"2026-02" = "0 PV"',
            "Period 2: bert carries on 7 PV as “sums.points.2026-02”, promised is 0 PV.",
        ),
    ],
)
def test_what_differs_names_rule_and_number(find: str, put: str, says: str) -> None:
    assert differences(EXAMPLES.replace(find, put)) == (says,)


@pytest.mark.parametrize(
    ("find", "put", "reason"),
    [
        ("anna = { sums", "anna = { sum", "There is no rule “sum”"),
        ("11 PV", "11 USD", "points, money or a count"),
        ("points = { ", "Points = { ", "no name of a number"),
        ("2026-02-28", "2026-03-01", "An order is of 2026-03-01, but its period is 2026-02."),
    ],
)
def test_what_cannot_be_promised_is_refused(find: str, put: str, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_examples(plan(), EXAMPLES.replace(find, put).encode())
    assert reason in str(caught.value.reason)


def test_who_hands_something_on_must_be_there_to_get_it() -> None:
    alone = EXAMPLES.replace("bert 7 PV\\n", "").replace("bert = { sums = { points = {", "#")
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        differences(alone)
    assert "“bert” is missing" in str(caught.value.reason)


def test_a_number_that_came_up_in_no_period_counts_once() -> None:
    kept = Carry("sums", 1, "points", "", 7)
    promised = {("sums", "points", ""): (7, ""), ("sums", "points", "2026-01"): (1, "")}
    assert list(other_carries(promised, 1, [kept])) == [("sums.points.2026-01", "0", "1")]
