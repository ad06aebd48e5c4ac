"""Break one thing in a shipped plan and read how it is refused."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import shipped_plan


def refusal(plan: str, day: str, find: str, put: str) -> PlanRejected:
    """Return the refusal of a shipped plan in which one text is replaced."""
    text = shipped_plan(plan, day).document.decode()
    assert text.count(find) == 1, (find, text.count(find))
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.replace(find, put).encode(), "plan.toml")
    return caught.value
