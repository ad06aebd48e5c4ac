"""Ranks and activity that a plan author has to write otherwise."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from tests.unit.commissions.rank_plans import ACTIVE, document

TWO = 'group_volume = "100 PV"'
LEG = 'legs = [ { count = 2, rank = "two", where = "direct" } ]'
EARNED = 'downline_rank = "earned"\n'


def refusal(text: str) -> PlanRejected:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.encode(), "")
    return caught.value


@pytest.mark.parametrize(
    ("asked", "key", "reason"),
    [
        ((TWO, TWO), "rank[three].group_volume", "not more than rank “two”"),
        ((TWO, 'personal_volume = "5 PV"'), "rank[three].group_volume", "not more than rank “two”"),
        ((f"{TWO}\ncustomers = {{ count = 2 }}", TWO), "rank[three].customers", "less than"),
        ((TWO, 'group_volume = "200 QV"'), "rank[three].group_volume", "other points"),
        (('group_volume = "0 PV"',), "rank[two].group_volume", "not more"),
        (("active_directs = 0",), "rank[two].active_directs", "from 1"),
        (('formula = "pv < PV(5)"',), "rank[two].formula", "More of “pv” could end it"),
        (('formula = "pv > 5"',), "rank[two].formula", "do not go together"),
        (('formula = "level > 5"',), "rank[two].formula", "There is no “level”"),
        (
            ('legs = [ { count = 1, volume = "5 PV", where = "direct" } ]',),
            "rank[two].legs",
            "With a rank, and only then",
        ),
        (("legs = [ { count = 1 } ]",), "rank[two].legs", "asks nothing"),
        (('legs = [ { rank = "one" } ]',), "rank[two].legs", "“count” is missing"),
        (('legs = [ { count = 1, rank = "one" } ]',), "rank[two].legs", "“where”"),
        (
            ('legs = [ { count = 1, rank = "one", where = "anywhere" } ]',),
            "rank[two].legs",
            "“multiple_in_leg”",
        ),
        (('legs = [ { count = 1, side = "left" } ]',), "rank[two].legs", "no “side”"),
        (('legs = [ { count = 1, volume = "5" } ]',), "rank[two].legs", "“volume”:"),
        ((LEG,), "rank[two].legs", "Nobody could be the first"),
        ((LEG.replace("two", "six"),), "rank[two].legs", "no such rank"),
        (
            ('legs = [ { count = 1, volume = "5 PV" }, { count = 2, volume = "3 PV" } ]',),
            "rank[two].legs_serve",
            "missing",
        ),
        (
            ('legs = [ { count = 1, volume = "5 PV" } ]\nlegs_serve = "one"',),
            "rank[two].legs_serve",
            "no effect",
        ),
        (
            (
                'legs = [ { count = 1, volume = "5 PV" }, { count = 2, rank = "one", '
                'where = "direct" } ]\nlegs_serve = "one"',
            ),
            "rank[two].legs",
            "not clear which leg",
        ),
        (
            (
                'personal_volume = "5 PV"\n'
                'leg_rule = { meaning = "leg_share", share = "50%", own_volume_counts = "none" }',
            ),
            "rank[two].leg_rule",
            "no effect",
        ),
        (
            (
                f"{TWO}\n"
                'leg_rule = { meaning = "leg_share", share = "100%", own_volume_counts = "none" }',
            ),
            "rank[two].leg_rule",
            "limited by nothing",
        ),
        (('open_volume = "100 PV"',), "rank_rules.downline_rank", "missing"),
    ],
)
def test_ranks_are_refused(asked: tuple[str, ...], key: str, reason: str) -> None:
    refused = refusal(document(*asked))
    assert refused.key == key
    assert reason in str(refused.reason)


@pytest.mark.parametrize(
    ("rules", "key", "reason"),
    [
        (EARNED, "rank_rules.downline_rank", "no effect"),
        ('own_group_stops_at = "two"', "rank_rules.own_group_stops_at", "no effect"),
        ('requalify = "2 periods"', "rank_rules.requalify", "no effect"),
        ('hold = "1 period"', "rank_rules.hold", "at least two"),
        ('hold = "3 of 2 periods"', "rank_rules.hold", "at least two"),
        ('hold = "long"', "rank_rules.hold", "number of periods"),
        ('title_lasts = "0 periods"', "rank_rules.title_lasts", "no effect"),
    ],
)
def test_rules_for_ranks_are_refused(rules: str, key: str, reason: str) -> None:
    refused = refusal(document(TWO, rules=rules))
    assert refused.key == key
    assert reason in str(refused.reason)


def test_an_own_group_ends_at_a_rank_there_is() -> None:
    asked = 'own_group_volume = "5 PV"'
    missing = refusal(document(asked, rules=EARNED))
    assert missing.key == "rank_rules.own_group_stops_at"
    unknown = refusal(document(asked, rules=f'{EARNED}own_group_stops_at = "six"'))
    assert (unknown.key, str(unknown.reason)) == (missing.key, "There is no such rank.")
    in_qv = document('own_group_volume = "5 QV"', rules=f'{EARNED}own_group_stops_at = "two"')
    assert refusal(in_qv).key == "rank[two].own_group_volume"


def test_a_title_that_is_paid_cannot_outlast_anything() -> None:
    text = document(TWO, rules='title_lasts = "2 periods"', title="as_paid")
    assert refusal(text).key == "rank_rules.title_lasts"
    fixed = document(TWO, rules='title_lasts = "2 periods"', falls='demotion = "never"\n')
    assert refusal(fixed).key == "rank_rules.title_lasts"


@pytest.mark.parametrize(
    ("active", "key", "reason"),
    [
        ('grace = "1 period"', "active", "asks for nothing"),
        (f'{ACTIVE}\nneeds = "any"', "active.needs", "no effect"),
        (f"{ACTIVE}\ncustomers = {{ count = 1 }}", "active.needs", "missing"),
        (f'{ACTIVE}\ngrace = "0 periods"', "active.grace", "no effect"),
        (
            f'{ACTIVE}\nsuspend_after = "3 periods"\nterminate_after = "3 periods"',
            "active.terminate_after",
            "not later",
        ),
        ("customers = { count = 0 }", "active.customers", "from 1"),
        ('formula = "active_directs > 2"', "active.formula", "There is no “active_directs”"),
        ('personal_volume = "50 CV"', "active.personal_volume", ""),
    ],
)
def test_activity_is_refused(active: str, key: str, reason: str) -> None:
    refused = refusal(document(TWO, active=active))
    assert refused.key == key
    assert reason in str(refused.reason)


@pytest.mark.parametrize("asked", ["active_directs = 2", 'active = "required"'])
def test_without_activity_nobody_can_ask_for_it(asked: str) -> None:
    assert refusal(document(asked, active="")).key == f"rank[two].{asked.split(' ')[0]}"


def test_the_rank_that_pays_is_of_a_known_time() -> None:
    text = document(TWO).replace('"this_period"', '"at_order_time"')
    assert refusal(text).key == "rank_for_pay"
    assert "order_day" in str(refusal(text).reason)
