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
