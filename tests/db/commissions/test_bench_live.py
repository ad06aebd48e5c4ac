"""manage bench live: from a paid order to the figures that a partner sees."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from commissions.models import LiveFigures
from commissions.selectors import readied_period

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("large", [25_000, 1])
def test_orders_reach_the_figures_that_partners_read(
    monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(readied_period, "LARGE", large)
    out = StringIO()
    call_command("bench", "live", "--members", "60", "--json", stdout=out, stderr=StringIO())
    facts = json.loads(out.getvalue().splitlines()[-1])
    assert (facts["members"], facts["many_orders"]) == (60, 2_000)
    assert 40 < facts["live_rows"] <= 60
    assert facts["until_shown_s"] > facts["clock_s"] == 2
    kept = LiveFigures.objects.get()
    assert kept.input_mark.endswith(f"|{kept.last_entry_id}")
