"""What changed between two versions."""

from __future__ import annotations

from commissions.document.plan_comparison import compare_plans
from commissions.shipped_plans import shipped_plan

OLD = shipped_plan("quellmoos", "2026-01-01").document


def test_the_same_plan_has_no_changes() -> None:
    assert compare_plans(OLD, OLD + b"\n# only a remark\n") == []


def test_each_changed_key_is_named_with_old_and_new_value() -> None:
    new = OLD.replace(b'"6%"', b'"7%"').replace(b'"1000 PV"', b'"1200 PV"')
    new = new.replace(b'personal_volume = "50 PV"', b"").replace(b"[active]", b"")
    assert compare_plans(OLD, new) == [
        "active.personal_volume: 50 PV → —",
        "rank[teamleitung].group_volume: 1000 PV → 1200 PV",
        "rule[team].rates[2]: 6% → 7%",
    ]


def test_what_is_only_written_differently_is_no_change() -> None:
    new = OLD.replace(b'"1000 PV"', b'"1000.00 PV"').replace(b'"12%"', b'"12.00%"')
    new = new.replace(
        b'["inactive", "rank_too_low", "barred"]', b'["barred", "inactive", "rank_too_low"]'
    )
    assert new != OLD
    assert compare_plans(OLD, new) == []


def test_a_rule_that_came_is_told_key_by_key_and_the_order_of_rules_counts() -> None:
    rule = OLD[OLD.index(b"[[rule]]") : OLD.index(b"[vesting]")]
    second = rule.replace(b'"team"', b'"second"')
    both = OLD.replace(rule, rule + second)
    came = compare_plans(OLD, both)
    assert "rule[second].kind: — → unilevel" in came
    assert all(change.startswith("rule[second].") for change in came)
    assert compare_plans(both, OLD.replace(rule, second + rule)) == [
        "rule: team, second → second, team"
    ]


def test_tables_of_the_wrong_form_are_compared_all_the_same() -> None:
    assert compare_plans(b"rule = 3\nactive = 4", b"rule = 5\nrank = [1]") == []
