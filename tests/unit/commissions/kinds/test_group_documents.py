"""Group differential and breakaway in documents: refusals, and what `why` says of their lines."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from commissions.shipped_plans import PLANS
from tests.unit.commissions.kinds.refusals import refusal

SILBERLINDE = ("silberlinde", "2026-01-01")
MISTAKES = [
    ('breaks_away_at        = "platin"', 'breaks_away_at = "partner"', "breaks_away_at", "nobody"),
    ('breaks_away_at        = "platin"', 'breaks_away_at = "gold"', "breaks_away_at", "nobody"),
    ('"400.00 EUR"', '"400.00 USD"', "least_handed_up", "must be in EUR"),
    ('side_volume           = "4000 PV"', "", "or_broken_away_groups", "no effect"),
    ('or_broken_away_groups = 2', "or_broken_away_groups = 0", "or_broken_away_groups", "from 1"),
    ('"4%"', "4", "rate", "bare number"),
    ('overtaken  = "zero"', "", "overtaken", "missing"),
    ('overtaken  = "zero"', 'overtaken = "lost"', "overtaken", "not supported"),
    ('pass_over  = ["barred"]', 'pass_over = ["barred", "inactive"]', "pass_over", "no effect"),
    ('without_order  = "30 days"', "", "vesting.without_order", "missing"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake[1] or mistake[2])
def test_a_mistake_is_refused_with_key_and_reason(mistake: tuple[str, ...]) -> None:
    find, put, key, reason = mistake
    found = refusal(*SILBERLINDE, find, put)
    assert key in found.key and reason in str(found.reason) and found.remedy


def test_why_says_what_a_line_without_an_order_rests_on() -> None:
    out = StringIO()
    path = PLANS / "silberlinde" / "2026-01-01.toml"
    call_command("plan", "--language", "de", "explain", str(path), stdout=out)
    text = out.getvalue().replace("\N{NO-BREAK SPACE}", " ")
    assert "9 % von 1.200,00 € der Gruppe sind 108,00 €, abzüglich 51,00 €" in text
    assert "480,00 € von abgelösten Gruppen weitergereicht und 200,00 €" in text
    assert "abzüglich 400,00 €, die an die Führungskraft darüber weitergehen" in text
