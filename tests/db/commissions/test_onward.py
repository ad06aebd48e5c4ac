"""A late return goes onward: closed months after it are settled again, and the next begins so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest
from django.db.models import Sum

from commissions import public as commissions
from commissions.engine.facts import Correction, Volume
from commissions.models import EarningLine, HandedOnAgain, Run, RunCarry, RunMember
from commissions.selectors import corrections, readied_period
from commissions.selectors.corrections import ClosedPeriods, Found
from commissions.selectors.period_picture import known_runs
from commissions.selectors.period_reversals import Settled
from commissions.selectors.plans import plan_of
from commissions.selectors.readied_period import ready_run
from commissions.selectors.verify_run import verify_run
from config.demo.audit.any_kind import audit_any_kind
from config.demo.audit.earnings import audit_earnings
from network import public as network
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    FOUNDED,
    OWNER,
    Till,
    accounts,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)

TREE: Mapping[str, str | None] = {
    "anna": None, "bert": "anna", "cara": "anna", "dora": "bert", "emil": "bert", "fred": "cara",
}  # fmt: skip
PLACES = (
    ("bert", "anna", 1), ("cara", "anna", 2), ("dora", "bert", 1), ("emil", "bert", 2),
    ("fred", "cara", 1),
)  # fmt: skip
# The same people once more, to whom what comes back was never sold.
MIRROR = "never "
MONTHS = (1, 2, 3, 4)


def key(month: int) -> str:
    return f"2026-{month:02}"


def after(month: int) -> datetime:
    return datetime(2026, month + 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def company(db: None) -> tuple[Till, dict[str, int]]:
    """Found a company whose plan reaches back, with everybody in a place."""
    found_company()
    sign("ebbe")
    numbers = enrol(TREE | {f"{MIRROR}{n}": s and f"{MIRROR}{s}" for n, s in TREE.items()})
    settings = network.PlacementSettings(FOUNDED.date(), 2, None, 30, "first_free")
    network.set_placement_rule(actor=OWNER, settings=settings, at=FOUNDED)
    for name, parent, slot in PLACES:
        for world in ("", MIRROR):
            network.place_member(
                member_id=numbers[f"{world}{name}"],
                parent_id=numbers[f"{world}{parent}"],
                slot=slot,
                actor=OWNER,
                at=FOUNDED,
            )
    return Till(), numbers


def sell(company: tuple[Till, dict[str, int]], month: int, name: str, *, cv: int, pv: int) -> int:
    till, numbers = company
    return till.record(numbers[name], cv=str(cv), pv=str(pv), on=date(2026, month, 10))


def month_by_month(company: tuple[Till, dict[str, int]], *, until: int) -> None:
    """Let anna be active and cara's side grow by 300 CV each month, and publish."""
    for month in range(1, until + 1):
        sell(company, month, "anna", cv=0, pv=50)
        sell(company, month, "fred", cv=300, pv=0)
        publish(key(month), at=after(month), plan="ebbe")


def earned(name: str, numbers: Mapping[str, int]) -> int:
    lines = EarningLine.objects.filter(member_id=numbers[name])
    return lines.aggregate(sum=Sum("amount_minor"))["sum"] or 0


def corrected(run: commissions.RunSummary) -> Counter[tuple[str, str, int]]:
    """Return what a run corrected, by the period and the rule, and how often."""
    rows = EarningLine.objects.filter(run_id=run.run_id, corrects_run_id__isnull=False)
    keys = dict(Run.objects.values_list("id", "period_key"))
    return Counter(
        {
            (keys[of], rule, line or 0): minor
            for of, rule, line, minor in rows.values_list(
                "corrects_run_id", "rule_id", "corrects_line_no", "amount_minor"
            )
        }
    )


def test_every_later_month_gives_back_what_rested_on_the_order(
    company: tuple[Till, dict[str, int]],
) -> None:
    """In January 700 CV fill anna's left side for two months, and make her a pilot."""
    _till, numbers = company
    large = sell(company, 1, "dora", cv=700, pv=950)
    month_by_month(company, until=2)
    assert earned("anna", numbers) == 36_00 + 150_00 + 36_00
    assert Run.objects.filter(state="published").count() == 2
    take_back(large, cv="700", pv="950", on=date(2026, 3, 5))
    march = publish(key(3), at=after(3), plan="ebbe")
    assert corrected(march) == {
        ("2026-01", "paar", 1): -36_00,
        ("2026-01", "lotsenpraemie", 2): -150_00,
        ("2026-02", "paar", 1): -36_00,
    }
    assert earned("anna", numbers) == 0
    anna = RunMember.objects.get(run_id=march.run_id, member_id=numbers["anna"])
    assert (anna.title, anna.held_rank) == ("partner", "partner")
    banks = RunCarry.objects.filter(run_id=march.run_id, member_id=numbers["anna"], rule_id="paar")
    assert sum(banks.values_list("amount", flat=True)) == 600_00
    assert verify_run(OWNER, march.run_id).is_same
    assert (accounts(numbers["anna"])) == {}


def test_published_runs_stay_as_they_are(company: tuple[Till, dict[str, int]]) -> None:
    large = sell(company, 1, "dora", cv=700, pv=950)
    month_by_month(company, until=2)
    before = list(Run.objects.order_by("id").values())
    rows = list(RunCarry.objects.order_by("pk").values())
    take_back(large, cv="700", pv="950", on=date(2026, 3, 5))
    march = publish(key(3), at=after(3), plan="ebbe")
    assert list(Run.objects.exclude(pk=march.run_id).order_by("id").values()) == before
    kept = RunCarry.objects.exclude(run_id=march.run_id)
    assert list(kept.order_by("pk").values()) == rows
    assert HandedOnAgain.objects.filter(run_id=march.run_id).count() > 0
    for run_id in Run.objects.values_list("id", flat=True):
        assert verify_run(OWNER, run_id).is_same


def test_what_a_draft_found_is_thrown_away_with_it(company: tuple[Till, dict[str, int]]) -> None:
    large = sell(company, 1, "dora", cv=700, pv=950)
    month_by_month(company, until=2)
    take_back(large, cv="350", pv="0", on=date(2026, 3, 5))
    for part in (100, 250):
        take_back(large, cv=str(part), pv="0", on=date(2026, 3, 6))
        drafted = commissions.draft_run(
            plan_code="ebbe", period_key=key(3), actor=CLERK, at=after(3)
        )
    again = commissions.draft_run(plan_code="ebbe", period_key=key(3), actor=CLERK, at=after(3))
    assert again.run_id == drafted.run_id
    found = set(HandedOnAgain.objects.values_list("run_id", flat=True))
    assert drafted.run_id in found
    assert verify_run(OWNER, drafted.run_id).is_same


def test_a_month_beyond_the_plans_reach_is_corrected_at_the_paid_rates(
    company: tuple[Till, dict[str, int]],
) -> None:
    _till, numbers = company
    large = sell(company, 1, "dora", cv=700, pv=950)
    month_by_month(company, until=1)
    take_back(large, cv="700", pv="950", on=date(2027, 2, 5))
    later = publish("2027-02", at=datetime(2027, 3, 1, 8, tzinfo=UTC), plan="ebbe")
    assert (later.reversal_count, later.correction_count) == (1, 0)
    assert not HandedOnAgain.objects.exists()
    assert earned("anna", numbers) == 36_00 + 150_00


def test_a_draft_that_goes_on_from_what_another_corrected_has_to_be_made_again(
    company: tuple[Till, dict[str, int]],
) -> None:
    """March is drafted; April is published first, and takes January back."""
    large = sell(company, 1, "dora", cv=700, pv=950)
    month_by_month(company, until=2)
    sell(company, 3, "anna", cv=0, pv=50)
    march = commissions.draft_run(plan_code="ebbe", period_key=key(3), actor=CLERK, at=after(3))
    commissions.approve_run(run_id=march.run_id, actor=CHECKER, at=after(3))
    take_back(large, cv="700", pv="950", on=date(2026, 4, 5))
    publish(key(4), at=after(4), plan="ebbe")
    with pytest.raises(commissions.CountedElsewhere):
        commissions.publish_run(run_id=march.run_id, actor=CHECKER, at=after(4))
    march = publish(key(3), at=after(4) + timedelta(hours=1), plan="ebbe")
    assert (
        RunMember.objects.get(run_id=march.run_id, member_id=company[1]["anna"]).title == "partner"
    )


class Drawn(NamedTuple):
    """An order of a month, and the month in which it comes back whole, if it does."""

    month: int
    name: str
    much: int
    back_in: int | None


def drawn_orders(random: Random) -> list[Drawn]:
    return [
        Drawn(
            month,
            random.choice(list(TREE)),
            random.choice([50, 100, 300, 540, 950]),
            random.randint(month + 1, 5) if random.random() < 0.3 else None,
        )
        for month in MONTHS
        for _order in range(7)
    ]


def by_rule(numbers: Mapping[str, int], world: str) -> dict[tuple[str, str], int]:
    """Return what everybody of a world has by each rule, over all runs."""
    names = {numbers[f"{world}{name}"]: name for name in TREE}
    rows = EarningLine.objects.filter(member_id__in=names).values_list("member_id", "rule_id")
    sums = rows.annotate(Sum("amount_minor"))
    return {(names[number], rule): minor for number, rule, minor in sums if minor}


def by_either_engine(run_id: int, monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    """Return what a run has found of closed periods, by the walk and by columns."""
    run = Run.objects.select_related("plan_version").get(pk=run_id)
    basis = known_runs(run)
    found = []
    for large in (25_000, 0):
        with monkeypatch.context() as patch:
            patch.setattr(readied_period, "LARGE", large)
            patch.setattr(corrections, "reopen" if not large else "corrected_by_columns", None)
            picture = ready_run(run, plan_of(run.plan_version), Settled.of(basis)).picture
            lines, changed = ClosedPeriods(picture, basis).found
        found.append(Found(tuple(without_volumes(line) for line in lines), changed))
    return found


def without_volumes(line: Correction) -> Correction:
    """Name its order alone: what is left of it comes from where the engine has it."""
    left = line.volume and Volume(line.volume.entry_id, line.order_ref, 0, "", 0, 0, 0)
    return line._replace(volume=left)


@pytest.mark.parametrize(("seed", "is_large"), [(0, False), (1, True), (2, False), (3, True)])
def test_in_the_end_it_is_as_if_the_orders_had_never_been(
    company: tuple[Till, dict[str, int]],
    seed: int,
    is_large: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some orders come back whole, in one of the months after theirs or after the last."""
    monkeypatch.setattr(readied_period, "LARGE", 1 if is_large else 25_000)
    orders, numbers = drawn_orders(Random(seed)), company[1]
    sold: dict[int, int] = {}
    for month in (*MONTHS, 5):
        for place, order in enumerate(orders):
            if order.month == month:
                sold[place] = sell(company, month, order.name, cv=order.much, pv=order.much)
            if order.month == month and order.back_in is None:
                sell(company, month, f"{MIRROR}{order.name}", cv=order.much, pv=order.much)
            if order.back_in == month:
                back = str(order.much)
                take_back(sold[place], cv=back, pv=back, on=date(2026, month, 20))
        run = publish(key(month), at=after(month), plan="ebbe")
        assert verify_run(OWNER, run.run_id).is_same
        walked, by_columns = by_either_engine(run.run_id, monkeypatch)
        assert walked == by_columns
    assert by_rule(numbers, "") == by_rule(numbers, MIRROR)
    assert HandedOnAgain.objects.exists()
    audited()


def audited() -> None:
    assert list(audit_any_kind(CLERK)) == []
    assert [each for each in audit_earnings() if "trace to orders" not in each.check] == []
    for run in Run.objects.all():
        numbers = list(range(1, run.line_count + 1))
        for language in ("de", "en"):
            assert all(commissions.why_many(CLERK, run.pk, numbers, language).values())
