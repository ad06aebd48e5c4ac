"""Generation and infinity rules in documents: refusals, and what `why` says."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from commissions.shipped_plans import PLANS
from tests.unit.commissions.kinds.refusals import refusal

AHORNSEE, WEISSDORN = ("ahornsee", "2026-01-01"), ("weissdorn", "2026-01-01")
MISTAKES = [
    (AHORNSEE, 'silber = ["5%"], gold', 'silver = ["5%"], gold', "rates_by_rank.silver", "no such"),
    (AHORNSEE, 'platin = ["5%", "4%", "3%"]', 'platin = ["5%"]', "rates_by_rank.platin", "less"),
    (AHORNSEE, ', platin = ["5%", "4%", "3%"]', "", "rates_by_rank", "gets nothing"),
    (AHORNSEE, '"4%", "3%"]', '"4%", "0%"]', "rates_by_rank.platin", "pays nothing"),
    (AHORNSEE, '"4%", "3%"]', '"94%", "3%"]', "rates_by_rank.platin", "more than the whole"),
    (AHORNSEE, 'silber = ["5%"], gold', "silber = [5], gold", "rates_by_rank", "bare number"),
    (AHORNSEE, '"threshold_rank"', '"same_rank"', "boundary_rank", "no effect"),
    (AHORNSEE, 'inactive_boundary        = "compressed"', "", "inactive_boundary", "missing"),
    (AHORNSEE, '"closes"', '"ends"', "boundary_member", "not supported"),
    (AHORNSEE, "stop_at_higher_rank      = false", "", "stop_at_higher_rank", "missing"),
    (AHORNSEE, 'gold = "1%"', 'gold = "3%"', "rate_by_rank", "less than a lower"),
    (AHORNSEE, 'gold = "1%"', 'good = "1%"', "rate_by_rank.good", "no such"),
    (AHORNSEE, "from_generation = 3", "from_level = 3", "boundary_rank", "no effect"),
    (AHORNSEE, "from_generation = 3", "from_generation = 1", "too_near", "above 1"),
    (AHORNSEE, "from_generation = 3", "", "from_level", "depth is needed"),
    (AHORNSEE, '["inactive", "barred"]', '["inactive"]', "pass_over", "holds no rank"),
    (WEISSDORN, '"same_rank"', '"threshold_rank"', "boundary_rank", "must name"),
    (WEISSDORN, "_rank_after = 2", "_rank_after = 0", "stop_at_equal_rank_after", "from 1"),
    (WEISSDORN, "_rank_after = 2", "_rank_after = 1", "rates_by_rank.gold", "beyond generation 1"),
    (WEISSDORN, 'too_near     = "blocks"', "", "too_near", "above 1"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[3]} {mistake[4]}")
def test_a_mistake_is_refused_with_key_reason_and_remedy(mistake: tuple[object, ...]) -> None:
    (plan, day), find, put, key, reason = mistake  # type: ignore[misc]
    found = refusal(plan, day, find, put)
    assert key in found.key and reason in str(found.reason) and found.remedy


def test_why_names_generations_and_who_stands_in_the_way() -> None:
    out = StringIO()
    path = PLANS / "weissdorn" / "2026-01-01.toml"
    call_command("plan", "--language", "de", "explain", str(path), stdout=out)
    text = out.getvalue().replace("\N{NO-BREAK SPACE}", " ")
    assert "gina nimmt Generation 1 → übergangen: pia (kein Anteil nach seinem Rang)" in text
    assert "dora (Satz 1 %)." in text
