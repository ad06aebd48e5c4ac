"""Returns and what they do to volume, to open and closed periods, and to the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from commissions import public as commissions
from commissions.models import (
    EarningLine,
    Run,
    RunMember,
    RunReversal,
    Vesting,
    VolumeReversal,
    VolumeReversalLine,
)
from commissions.selectors import readied_period
from core.errors import InvariantBroken
from core.models import OutboxEvent
from finance.models import LedgerTransaction
from finance.public import balance_minor
from tests.db.commissions.company import (
    APRIL,
    CHECKER,
    CLERK,
    CLOSING,
    FOUNDED,
    IN_APRIL,
    MARCH,
    MAY_FIRST,
    Till,
    accounts,
    deliver,
    draft,
    enrol,
    found_company,
    publish,
    sign_with,
    take_back,
)

AFTER_VESTING = datetime(2026, 4, 20, 8, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 20, 8, tzinfo=UTC)
JUNE_FIRST = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def order(till: Till, line: dict[str, int]) -> int:
    """Let everybody be active in March, and cara buy for 100 CV: bert earns 12, anna 6."""
    for name in ("anna", "bert"):
        till.record(line[name], pv="60")
    return till.record(line["cara"], pv="80", cv="100")


def vest(at: datetime) -> None:
    commissions.vest_due(as_of=at.date(), at=at, actor=CLERK)


def all_accounts(line: dict[str, int]) -> dict[str, dict[str, int]]:
    return {name: accounts(number) for name, number in line.items()}


def sum_of(held: dict[str, dict[str, int]]) -> int:
    return sum(minor for balances in held.values() for minor in balances.values())


def corrections(run: commissions.RunSummary) -> list[tuple[int, int, int | None]]:
    found = EarningLine.objects.filter(run_id=run.run_id, corrects_run_id__isnull=False)
    rows = found.order_by("line_no").values_list("member_id", "amount_minor", "corrects_line_no")
    return list(rows)


def test_a_return_is_written_down_once_with_its_pieces(order: int) -> None:
    take_back(order, pv="30", cv="40")
    take_back(order, pv="50", cv="60", reason="defect")
    again = commissions.reverse_volume(order_ids=[order], at=CLOSING)
    assert (again.created, again.skipped) == (0, 2)
    first, second = VolumeReversal.objects.order_by("number")
    assert (first.number, first.pv_minor, first.cv_minor, first.reversed_on) == (
        1, -30_00, -40_00, IN_APRIL,
    )  # fmt: skip
    assert (first.attributable_to_company, second.attributable_to_company) == (False, True)
    assert VolumeReversalLine.objects.count() == 2


def test_a_return_known_before_its_order_records_both(till: Till, line: dict[str, int]) -> None:
    order_id = till.sell(line["cara"], pv="80", cv="100")
    take_back(order_id, pv="80", cv="100")
    assert VolumeReversal.objects.get().entry.order_id == order_id


def test_more_than_was_sold_is_never_written_down(order: int) -> None:
    with pytest.raises(InvariantBroken, match="more of order"):
        take_back(order, pv="80", cv="100.01")
    assert not VolumeReversal.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commissions_volumereversal SET pv_minor = 0",
        "DELETE FROM commissions_volumereversalline",
        "INSERT INTO commissions_runreversal VALUES (1, 1)",
    ],
)
def test_what_came_back_stays_written(order: int, statement: str) -> None:
    take_back(order, cv="1")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_in_its_own_open_month_an_order_and_its_return_are_nothing(
    line: dict[str, int], order: int
) -> None:
    take_back(order, pv="80", cv="100", on=date(2026, 3, 28))
    run = publish()
    assert (run.line_count, run.earned_minor, run.volume_count, run.reversal_count) == (0, 0, 3, 1)
    cara = RunMember.objects.get(run_id=run.run_id, member_id=line["cara"])
    assert (cara.pv_minor, cara.is_active) == (0, False)
    deliver()
    vest(AFTER_VESTING)
    assert all_accounts(line) == {"anna": {}, "bert": {}, "cara": {}}
    assert Run.objects.get().fully_vested_at == AFTER_VESTING
    assert Vesting.objects.get().amount_minor == 0


def test_a_withdrawal_after_publishing_is_corrected_in_the_next_run(
    line: dict[str, int], order: int
) -> None:
    """The worked case "withdrawal after publishing" of docs/money.md."""
    march = publish()
    assert all_accounts(line) == {"anna": {"pending": 600}, "bert": {"pending": 1200}, "cara": {}}
    take_back(order, pv="80", cv="100")
    april = publish(APRIL, at=MAY_FIRST)
    assert (april.earned_minor, april.corrected_minor, april.correction_count) == (-1800, -1800, 2)
    assert corrections(april) == [(line["bert"], -1200, 1), (line["anna"], -600, 2)]
    assert all_accounts(line) == {"anna": {}, "bert": {}, "cara": {}}
    assert balance_minor("company:commission_cost", "EUR") == -sum_of(all_accounts(line))
    assert Run.objects.get(pk=march.run_id).earned_minor == 1800
    cara = RunMember.objects.get(run_id=april.run_id, member_id=line["cara"])
    assert cara.pv_minor == -80_00


def test_a_withdrawal_after_vesting_uses_the_reserve_first(
    line: dict[str, int], order: int
) -> None:
    publish()
    deliver()
    vest(AFTER_VESTING)
    assert accounts(line["bert"]) == {"reserve": 120, "vested": 1080}
    take_back(order, pv="80", cv="100")
    april = publish(APRIL, at=MAY_FIRST)
    assert april.earned_minor == -1800
    assert all_accounts(line) == {"anna": {}, "bert": {}, "cara": {}}
    kinds = set(LedgerTransaction.objects.values_list("kind", flat=True))
    assert "commission.taken_back" in kinds
    assert balance_minor("company:commission_cost", "EUR") == -sum_of(all_accounts(line))


def test_thirds_of_an_odd_order_in_three_months_end_at_nothing(
    till: Till, line: dict[str, int]
) -> None:
    for name in ("anna", "bert"):
        till.record(line[name], pv="60")
    odd = till.record(line["cara"], pv="10", cv="11.77")
    publish()
    assert (accounts(line["bert"]), accounts(line["anna"])) == ({"pending": 141}, {"pending": 71})
    take_back(odd, cv="3.92", on=date(2026, 4, 8))
    assert [amount for _member, amount, _no in corrections(publish(APRIL, at=MAY_FIRST))] == [
        -47, -24,
    ]  # fmt: skip
    deliver()
    vest(IN_MAY)
    assert accounts(line["bert"]) == {"reserve": 9, "vested": 85}
    take_back(odd, cv="3.92", on=date(2026, 5, 21))
    take_back(odd, cv="3.93", pv="10", on=date(2026, 5, 22))
    last = publish("2026-05", at=JUNE_FIRST)
    assert corrections(last) == [(line["bert"], -94, 1), (line["anna"], -47, 2)]
    assert all_accounts(line) == {"anna": {}, "bert": {}, "cara": {}}


def test_an_order_waits_while_its_return_is_not_counted(line: dict[str, int], order: int) -> None:
    publish()
    deliver()
    take_back(order, cv="40")
    vest(AFTER_VESTING)
    assert accounts(line["bert"]) == {"pending": 1200}
    publish(APRIL, at=MAY_FIRST)
    assert accounts(line["bert"]) == {"pending": 720}
    vest(MAY_FIRST)
    assert accounts(line["bert"]) == {"reserve": 72, "vested": 648}
    assert accounts(line["anna"]) == {"reserve": 36, "vested": 324}


def test_at_the_companys_fault_everything_stays(line: dict[str, int], order: int) -> None:
    """§ 87a (3) HGB: what was never sent for want of stock is earned all the same, and vests."""
    march = publish()
    take_back(order, pv="80", cv="100", reason="out_of_stock")
    april = publish(APRIL, at=MAY_FIRST)
    assert (april.earned_minor, april.reversal_count) == (0, 0)
    vest(MAY_FIRST)
    assert accounts(line["bert"]) == {"reserve": 120, "vested": 1080}
    assert Run.objects.get(pk=march.run_id).fully_vested_at is None


def test_a_return_recorded_late_counts_in_the_first_open_month(
    line: dict[str, int], order: int
) -> None:
    publish()
    take_back(order, pv="80", cv="100", on=date(2026, 3, 30))
    april = publish(APRIL, at=MAY_FIRST)
    assert april.corrected_minor == -1800
    assert draft(MARCH, at=MAY_FIRST).earned_minor == 1800


def test_a_return_after_the_draft_asks_for_a_new_one(line: dict[str, int], order: int) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    take_back(order, cv="10", on=date(2026, 3, 30))
    with pytest.raises(commissions.DraftOutdated):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    publish()
    stale = draft(APRIL, at=MAY_FIRST)
    commissions.approve_run(run_id=stale.run_id, actor=CHECKER, at=MAY_FIRST)
    take_back(order, cv="10", on=IN_APRIL)
    with pytest.raises(commissions.DraftOutdated):
        commissions.publish_run(run_id=stale.run_id, actor=CHECKER, at=MAY_FIRST)
    assert publish(APRIL, at=MAY_FIRST).corrected_minor == -1_20 - 60


def test_a_return_that_waits_in_the_outbox_holds_publishing_up(order: int) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    OutboxEvent.objects.create(
        name="shop.order_returned", aggregate=f"order:{order}",
        payload={"return_id": 1, "order_id": order, "at": FOUNDED.isoformat()},
    )  # fmt: skip
    with pytest.raises(commissions.VolumeUnderway):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)


def test_drafting_twice_finds_the_same_input(order: int) -> None:
    publish()
    take_back(order, pv="80", cv="100")
    first, second = draft(APRIL, at=MAY_FIRST), draft(APRIL, at=MAY_FIRST)
    assert (second.run_id, second.is_new) == (first.run_id, False)
    assert RunReversal.objects.filter(run_id=first.run_id).count() == 1
    assert EarningLine.objects.filter(run_id=first.run_id).count() == first.line_count == 2


@pytest.fixture(params=["walk", "columns"])
def recomputing(db: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Till:
    """Found the company with a plan that settles a closed period again, by either engine."""
    if request.param == "columns":
        monkeypatch.setattr(readied_period, "LARGE", 0)
        monkeypatch.setattr("commissions.selectors.corrections.reopen", None)
    found_company()
    find = (
        'earnings         = "original_rates"    # zurückgenommen wird zu den Sätzen, zu denen '
        'vergütet wurde\nvolume           = "return_period" '
    )
    sign_with(find, 'earnings = "recompute"\nvolume = "original_period" ')
    return Till()


def test_a_return_after_the_rank_it_made_was_paid(recomputing: Till) -> None:
    """The worked case "return after a rank fell" of docs/money.md."""
    line = enrol({"anna": None, "bert": "anna", "cara": "bert", "dora": "cara"})
    till = recomputing
    till.record(line["anna"], pv="80")
    till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="60")
    till.record(line["dora"], pv="60", cv="100")
    large = till.record(line["dora"], pv="740", cv="500")
    march = publish()
    anna = RunMember.objects.get(run_id=march.run_id, member_id=line["anna"])
    assert (anna.gv_minor, anna.paid_rank) == (1000_00, "teamleitung")
    assert {name: accounts(number).get("pending", 0) for name, number in line.items()} == {
        "anna": 24_00, "bert": 36_00, "cara": 72_00, "dora": 0,
    }  # fmt: skip
    take_back(large, pv="740", cv="500")
    april = publish(APRIL, at=MAY_FIRST)
    assert april.corrected_minor == -114_00
    assert {name: accounts(number).get("pending", 0) for name, number in line.items()} == {
        "anna": 0, "bert": 6_00, "cara": 12_00, "dora": 0,
    }  # fmt: skip
    assert [(member, minor) for member, minor, _no in corrections(april)] == [
        (line["anna"], -4_00),
        (line["cara"], -60_00),
        (line["bert"], -30_00),
        (line["anna"], -20_00),
    ]
    assert RunMember.objects.get(run_id=april.run_id, member_id=line["dora"]).pv_minor == 0
    told = commissions.why_many(CLERK, april.run_id, [1, 4], "en")
    number = line["anna"]
    assert f"Member {number} gives back €4.00 for 2026-03, which was 4% of €100.00 (" in told[1]
    assert "the period pays this to somebody else or to nobody, on level 3 by" in told[1]
    assert "are due only of €0.00 instead of €500.00 (" in told[4]


def test_somebody_may_gain_by_a_return_even_after_it_vested(recomputing: Till) -> None:
    """Bert is no longer active: level one of cara's order was anna's all along."""
    line = enrol({"anna": None, "bert": "anna", "cara": "bert"})
    till = recomputing
    till.record(line["anna"], pv="60")
    own = till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="80", cv="100")
    publish()
    deliver()
    vest(AFTER_VESTING)
    take_back(own, pv="60")
    april = publish(APRIL, at=MAY_FIRST)
    assert corrections(april) == [
        (line["anna"], 12_00, None),
        (line["bert"], -12_00, 1),
        (line["anna"], -6_00, 2),
    ]
    assert all_accounts(line) == {
        "anna": {"reserve": 120, "vested": 1080}, "bert": {}, "cara": {},
    }  # fmt: skip
    told = commissions.why(CLERK, april.run_id, 1, "en")
    numbers = [line[name] for name in ("anna", "cara", "bert")]
    assert told.startswith(f"Member {numbers[0]} gets €12.00 for 2026-03, that is 12% of €100.00 (")
    way = f"{numbers[1]} → {numbers[2]} → {numbers[0]}"
    assert told.endswith(f"the period had no such line; the way up: {way}.")
    assert balance_minor("company:commission_cost", "EUR") == -sum_of(all_accounts(line))


def test_why_names_what_was_and_what_is_due(line: dict[str, int], order: int) -> None:
    publish()
    take_back(order, pv="30", cv="33.33")
    take_back(order, cv="33.33", on=date(2026, 5, 3))
    april = publish(APRIL, at=MAY_FIRST)
    may = publish("2026-05", at=JUNE_FIRST)
    told = commissions.why(CLERK, april.run_id, 1, "en")
    number = line["bert"]
    assert told.startswith(
        f"Member {number} gives back €4.00 for 2026-03, as 12% are due only of €66.67 instead of "
        "€100.00 (commission value of order "
    )
    assert "which is €8.00 instead of €12.00, on level 1 by the rule “Team commission”" in told
    assert told.endswith(f"it corrects line 1 of the period; the way up: {number} takes level 1.")
    german = commissions.why(CLERK, may.run_id, 1, "de")
    assert f"Partner {number} gibt 4,00\N{NO-BREAK SPACE}€ für 2026-03 zurück" in german
    assert "33,34\N{NO-BREAK SPACE}€ statt von 66,67\N{NO-BREAK SPACE}€" in german
    assert german.count(". ") == german.count("10. März")


def test_why_of_a_line_knows_what_came_back_in_its_own_month(
    line: dict[str, int], order: int
) -> None:
    take_back(order, cv="50", on=date(2026, 3, 20))
    run = publish()
    told = commissions.why(CLERK, run.run_id, 1, "en")
    assert f"Member {line['bert']} earns €6.00, that is 12% of €50.00" in told


def test_a_correction_that_does_not_follow_is_refused(line: dict[str, int], order: int) -> None:
    publish()
    take_back(order, cv="50")
    april = publish(APRIL, at=MAY_FIRST)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE commissions_earningline DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE commissions_earningline SET amount_minor = -601 WHERE run_id = %s"
            " AND line_no = 1", [april.run_id],
        )  # fmt: skip
    with pytest.raises(InvariantBroken):
        commissions.why(CLERK, april.run_id, 1, "en")
