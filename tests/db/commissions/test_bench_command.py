"""manage bench run."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.db.commissions.company import found_company

pytestmark = pytest.mark.django_db
KEYS = {"read_s", "compute_s", "write_s", "total_s", "floor_s", "ratio", "lines", "rss_mb"}


def bench(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("bench", "run", *arguments, "--json", stdout=out, stderr=StringIO())
    facts: dict[str, object] = json.loads(out.getvalue().splitlines()[-1])
    return facts


@pytest.mark.parametrize(("shape", "lines"), [("random", 1), ("chain", 1), ("star", 0)])
def test_a_small_run_is_measured(shape: str, lines: int) -> None:
    facts = bench("--members", "60", "--shape", shape)
    assert facts.keys() >= KEYS
    assert (facts["members"], facts["orders"]) == (60, 72)
    assert int(str(facts["lines"])) >= lines
    assert float(str(facts["total_s"])) > 0


def test_a_company_in_use_is_left_alone() -> None:
    found_company()
    with pytest.raises(CommandError):
        bench("--members", "5")


def test_a_network_has_a_member() -> None:
    with pytest.raises(CommandError):
        bench("--members", "0")
