"""manage bench run."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from itertools import islice

import pytest
from django.core.management import CommandError, call_command

from commissions.benchmark import company, in_memory
from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import Settlement, settle
from commissions.models import EarningLine, RunMember
from commissions.public import draft_run
from commissions.selectors import readied_period
from finance.models import LedgerPosting, LedgerTransaction
from tests.db.commissions.company import found_company

pytestmark = pytest.mark.django_db
KEYS = {"read_s", "compute_s", "write_s", "total_s", "floor_s", "ratio", "lines", "rss_mb"}


def bench(*arguments: str, what: str = "run") -> dict[str, object]:
    out = StringIO()
    call_command("bench", what, *arguments, "--json", stdout=out, stderr=StringIO())
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


@pytest.mark.parametrize("large", [1, 100_000], ids=["kernels", "walk"])
def test_totals_are_what_the_lines_come_to(monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(readied_period, "LARGE", large)
    facts = bench("--members", "60", "--totals")
    assert facts["members"] == RunMember.objects.count() == 60
    assert not EarningLine.objects.exists()
    assert LedgerTransaction.objects.count() == facts["paid_members"]
    booked = sum(LedgerPosting.objects.values_list("amount_minor", flat=True))
    assert booked == facts["earned_minor"] == drafted_minor() > 0


def drafted_minor() -> int:
    run = draft_run(
        plan_code=company.PLAN, period_key=company.PERIOD, actor=company.MAKER, at=company.CLOSING
    )
    return run.earned_minor


def test_only_a_run_leaves_its_lines_out() -> None:
    with pytest.raises(CommandError, match="lines"):
        bench("--totals", what="compute")


@pytest.mark.parametrize("shape", ["random", "chain", "star"])
def test_a_month_in_memory_is_the_month_of_the_tables(shape: str) -> None:
    company = ("--members", "60", "--shape", shape)
    facts, stored = bench(*company, what="compute"), bench(*company)
    for name in ("orders", "lines", "earned_minor", "result_hash"):
        assert facts[name] == stored[name]


def test_both_engines_come_to_the_same_lines() -> None:
    facts = bench("--members", "2000", what="both")
    assert facts["same"] is True
    assert facts["walk_hash"] == facts["kernels_hash"]
    assert int(str(facts["lines"])) > 10_000


def test_a_line_that_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_less(plan: Plan, picture: Picture) -> Settlement:
        outcome = settle(plan, picture)
        return replace(outcome, lines=islice(outcome.lines, 3, None))

    monkeypatch.setattr(in_memory, "settle", one_less)
    found = in_memory.compare_engines(60, "random", 1)
    assert (found.is_same, found.first_difference) == (False, 1)
