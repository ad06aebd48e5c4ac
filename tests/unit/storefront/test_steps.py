"""How far one has come: steps behind one are done, the others ahead."""

from __future__ import annotations

from storefront.steps import steps_of


def test_only_a_step_behind_leads_back() -> None:
    steps = steps_of([("You", "/you/"), ("Address", "/address/"), ("Done", "/done/")], 2)
    assert [step.state for step in steps.steps] == ["done", "here", "ahead"]
    assert [step.url for step in steps.steps] == ["/you/", "", ""]
    assert (steps.here.label, steps.total) == ("Address", 3)
