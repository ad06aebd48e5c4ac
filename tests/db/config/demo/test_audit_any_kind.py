"""Runs of every kind stand up to the audit: pairs, matches, pools, comparisons, limits, carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from commissions import public as commissions
from commissions.models import EarningLine, RunCarry, VestedCut, VestedRest
from config.demo.audit.any_kind import audit_any_kind
from config.demo.audit.earnings import audit_earnings
from config.demo.audit.findings import Finding
from config.demo.audit.ledger import audit_ledger
from config.demo.audit.members import audit_members
from config.demo.events import settle_events
from network import public as network
from tests.db.commissions.company import (
    CLERK,
    CLOSING,
    FOUNDED,
    OWNER,
    Till,
    deliver,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)
from tests.db.config.demo.closed_months import check_hashes, check_sentences
from tests.db.config.files import tamper

pytestmark = pytest.mark.django_db

WEEKS = {"2026-W10": date(2026, 3, 3), "2026-W11": date(2026, 3, 10)}
TREE: Mapping[str, str | None] = {
    "anna": None, "bert": "anna", "cara": "bert", "dora": "cara", "emil": "cara", "fred": "bert",
}  # fmt: skip
PLACES = (("bert", "anna", 1), ("cara", "bert", 1), ("dora", "cara", 1), ("emil", "cara", 2),
          ("fred", "bert", 2))  # fmt: skip


def found() -> list[Finding]:
    """Return what the audit finds in a company whose orders are made up."""
    findings = [*audit_earnings(), *audit_any_kind(CLERK), *audit_ledger(), *audit_members()]
    return [finding for finding in findings if "trace to orders" not in finding.check]


def checks() -> set[str]:
    return {finding.check for finding in found()}


def explained() -> None:
    """Ask every line why, in both languages, and calculate every run again."""
    for language in ("de", "en"):
        check_sentences(language)
    check_hashes()


def place(numbers: Mapping[str, int]) -> None:
    """Give everybody a place under another member."""
    settings = network.PlacementSettings(FOUNDED.date(), 2, None, 30, "first_free")
    network.set_placement_rule(actor=OWNER, settings=settings, at=FOUNDED)
    for name, parent, slot in PLACES:
        network.place_member(
            member_id=numbers[name], parent_id=numbers[parent], slot=slot, actor=OWNER, at=FOUNDED
        )


@pytest.fixture
def pairs() -> dict[str, int]:
    """Settle two weeks of pairs, matches and a limit of the company, with goods that come back."""
    found_company()
    sign("zwilling", "2026-01-05")
    numbers = enrol(TREE)
    place(numbers)
    till = Till()
    for week, day in WEEKS.items():
        for name in ("anna", "bert", "cara"):
            till.record(numbers[name], pv="300", cv="10", on=day)
        till.record(numbers["dora"], pv="540", cv="200", on=day)
        back = till.record(numbers["emil"], pv="400", cv="100", on=day)
        till.record(numbers["fred"], pv="350", on=day)
        publish(week, at=at(day + timedelta(days=6)), plan="zwilling")
        settle_events()
    take_back(back, pv="400", cv="100", on=date(2026, 3, 17))
    till.record(numbers["dora"], pv="60", cv="20", on=date(2026, 3, 18))
    publish("2026-W12", at=at(date(2026, 3, 24)), plan="zwilling")
    settle_events()
    return numbers


def at(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8)


def vest(day: date) -> None:
    commissions.vest_due(as_of=day, at=at(day), actor=CLERK)


def test_pairs_matches_limits_and_carries_are_audited(pairs: dict[str, int]) -> None:
    rules = set(EarningLine.objects.values_list("rule_id", flat=True))
    assert rules == {"paar", "zwilling", "grenze"}
    assert RunCarry.objects.filter(rule_id="paar").count() > 3
    assert found() == []
    explained()


def test_every_cent_of_them_is_traced_while_it_vests(pairs: dict[str, int]) -> None:
    deliver()
    for days in range(0, 40, 3):
        vest(date(2026, 3, 20) + timedelta(days=days))
        assert found() == []
    assert VestedRest.objects.count() == 3


TAMPERED = [
    (
        "commissions_runcarry",
        "SET amount = amount + 100 WHERE run_id = (SELECT min(id) FROM commissions_run)",
        {"carried = handed on", "run = calculated again"},
    ),
    (
        "commissions_runcarry",
        "SET amount = amount + 100 WHERE (run_id, member_id) IN (SELECT max(run_id), max(member_id)"
        " FROM commissions_earningline WHERE rule_id = 'paar')",
        {"carried = handed on"},
    ),
    (
        "commissions_runmember",
        "SET slot = 3 - slot WHERE slot > 0",
        {"snapshot = placements", "carried = handed on"},
    ),
    (
        "commissions_earningline",
        "SET rule_id = 'grenzen' WHERE rule_id = 'grenze'",
        {"line = its rule", "run = calculated again"},
    ),
    (
        "commissions_earningline",
        "SET facts = NULL WHERE rule_id = 'paar'",
        {"line = its rule", "run = calculated again"},
    ),
    (
        "commissions_earningline",
        "SET amount_minor = amount_minor - 1 WHERE rule_id = 'grenze'",
        {"taken back = second calculation", "ledger = earnings of each run"},
    ),
    (
        "commissions_earningline",
        "SET amount_minor = -amount_minor WHERE rule_id = 'zwilling'",
        {"line = its rule", "taken back = second calculation"},
    ),
    (
        "commissions_run",
        "SET follows_id = NULL WHERE follows_id IS NOT NULL",
        {"run follows the one before", "run = calculated again"},
    ),
    (
        "finance_ledgertransaction",
        "SET reference = 'run:1' WHERE kind = 'commission.earned'",
        {"ledger = earnings of each run"},
    ),
    ("commissions_vesting", "SET vests_on = vests_on - 1",
     {"what rests on no order vests on its day"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "change", "noticed"), TAMPERED)
def test_a_changed_row_is_noticed(
    pairs: dict[str, int], table: str, change: str, noticed: set[str]
) -> None:
    deliver()
    vest(date(2026, 4, 12))
    assert found() == []
    tamper(table, f"UPDATE {table} {change}")
    assert checks() >= noticed


def test_a_rest_that_nobody_let_vest_is_noticed(pairs: dict[str, int]) -> None:
    deliver()
    vest(date(2026, 4, 12))
    tamper("commissions_vestedrest", "DELETE FROM commissions_vestedrest")
    assert checks() >= {
        "pending = what has not vested", "what rests on no order vests on its day",
    }  # fmt: skip


@pytest.fixture
def compared(db: None) -> dict[str, int]:
    """Settle a month in which the smaller bonus, a member's and the company's limit take back."""
    found_company()
    sign("taubertal")
    numbers, till = enrol({**TREE, "gerd": "dora"}), Till()
    for name, value in (("bert", "100"), ("cara", "1000"), ("dora", "900"), ("gerd", "600")):
        points = "400" if name in ("bert", "cara") else "100"
        till.record(numbers[name], pv=points, cv=value)
    publish(plan="taubertal")
    settle_events()
    return numbers


def test_comparisons_and_limits_are_audited(compared: dict[str, int]) -> None:
    taken = EarningLine.objects.filter(amount_minor__lt=0).values_list("rule_id", flat=True)
    assert set(taken) == {"groesserer", "hoechstbetrag", "deckel"}
    deliver()
    for days in range(0, 30, 5):
        vest(CLOSING.date() + timedelta(days=days))
        assert found() == []
    assert VestedCut.objects.exists()
    explained()


@pytest.mark.parametrize("rule", ["groesserer", "hoechstbetrag", "deckel"])
def test_a_cut_that_was_changed_is_noticed(compared: dict[str, int], rule: str) -> None:
    tamper(
        "commissions_earningline",
        "UPDATE commissions_earningline SET amount_minor = amount_minor + 1"
        f" WHERE rule_id = '{rule}'",
    )
    assert checks() >= {"taken back = second calculation", "run = calculated again"}


OTHERS = ["zuwachs", "echo", "silberlinde", "weissdorn", "kornblume", "lerchenfeld", "wagen",
          "kranichsee", "erlenbach", "aufstieg", "steinklee", "gipfel", "sihltal"]  # fmt: skip


@pytest.mark.parametrize("plan", OTHERS)
def test_a_month_of_any_plan_is_audited(plan: str) -> None:
    currency = "CHF" if plan == "sihltal" else "EUR"
    found_company(currency)
    sign(plan)
    numbers, till = enrol(TREE), Till()
    for name, points in (("anna", "12000"), ("bert", "9500"), ("cara", "1200"), ("dora", "900")):
        till.record(numbers[name], pv=points, cv=points, customer=True, currency=currency)
        till.record(numbers[name], pv="250", cv="33.33", currency=currency)
    run = publish(plan=plan)
    settle_events()
    assert run.line_count > 0
    assert found() == []
    explained()
