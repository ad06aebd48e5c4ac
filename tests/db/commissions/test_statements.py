"""A member's statement: every line, sums by rule, when what is paid, and how the account moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from commissions import public as commissions
from commissions.models import VolumeEntry
from commissions.statements.paper import content_of
from commissions.statements.read import whole_statement
from commissions.wording.statement_words import part_in_words
from core.errors import Denied, InvariantBroken, NotFound
from core.paging import PageRequest
from finance import public as finance
from finance.models import Statement
from tests.db.commissions.company import (
    CLOSING,
    MARCH,
    STRANGER,
    SYSTEM,
    Till,
    partner,
    publish,
)

LATER = datetime(2026, 4, 25, 8, tzinfo=UTC)


def settle(period: str = MARCH, *, at: datetime = CLOSING) -> commissions.RunSummary:
    """Publish a period and issue its statements, as the wiring does."""
    run = publish(period, at=at)
    finance.prepare_statements(
        run_ref=run.run_ref,
        period_key=period,
        plan_label=run.plan_label,
        currency=run.currency,
        rows=commissions.statement_rows(run.run_id),
        at=at,
    )
    return run


def deliver(count: int, at: datetime) -> None:
    """Let the first orders arrive on a day."""
    orders = VolumeEntry.objects.order_by("id").values_list("order_id", flat=True)
    commissions.set_vesting(order_ids=list(orders[:count]), at=at)


def view(member_id: int, run_id: int) -> commissions.StatementView:
    """Read a statement as its member."""
    return commissions.statement_view(partner(member_id), run_id=run_id, member_id=member_id)


def test_each_line_names_order_rule_level_rate_base_and_amount(sold: dict[str, int]) -> None:
    run = settle()
    found = view(sold["bert"], run.run_id)
    assert [
        (line.rule_id, line.level, line.rate_bp, line.base_minor, line.amount_minor, line.kind)
        for line in found.lines.items
    ] == [("team", 1, 1200, 100_00, 12_00, "own"), ("team", 2, 600, 50_00, 3_00, "customer")]
    first = found.lines.items[0]
    assert (first.from_member_id, first.from_name) == (sold["cara"], "cara")
    assert (first.placed_on, first.paid_on) == (date(2026, 3, 10), date(2026, 3, 10))
    assert (found.head.plan_label, found.head.period_key) == ("quellmoos v1", MARCH)


def test_lines_sums_by_rule_parts_and_the_statement_are_one_sum(sold: dict[str, int]) -> None:
    run = settle()
    for member_id in sold.values():
        head, lines = whole_statement(SYSTEM, run_id=run.run_id, member_id=member_id)
        row = finance.statement_for_run(SYSTEM, f"member:{member_id}", run.run_ref)
        sums = {
            row.earned_minor,
            sum(line.amount_minor for line in lines),
            sum(rule.amount_minor for rule in head.rules),
            sum(part.amount_minor for part in head.parts),
            head.account.closing_minor - head.account.opening_minor,
        }
        assert sums == {head.earned_minor}
        assert head.line_count == len(lines)


def test_a_statement_that_is_not_its_lines_is_not_shown(sold: dict[str, int]) -> None:
    run = publish()
    finance.prepare_statements(
        run_ref=run.run_ref,
        period_key=MARCH,
        plan_label=run.plan_label,
        currency="EUR",
        rows=[(f"member:{sold['bert']}", 15_01)],
        at=CLOSING,
    )
    with pytest.raises(InvariantBroken, match="another sum"):
        view(sold["bert"], run.run_id)


def test_it_says_what_is_paid_when_and_until_when_at_the_latest(sold: dict[str, int]) -> None:
    deliver(3, CLOSING - timedelta(days=5))
    run = settle()
    head = view(sold["bert"], run.run_id).head
    assert head.due_on == date(2026, 4, 30)
    assert [(part.state, part.vests_on, part.due_on, part.amount_minor) for part in head.parts] == [
        ("dated", date(2026, 3, 25), date(2026, 4, 30), 12_00),
        ("undelivered", None, None, 3_00),
    ]


def test_what_vests_on_days_that_are_paid_together_is_one_part(
    till: Till, sold: dict[str, int]
) -> None:
    till.record(sold["cara"], cv="20", on=date(2026, 3, 12))
    deliver(5, CLOSING - timedelta(days=5))
    run = settle()
    head = view(sold["bert"], run.run_id).head
    assert [
        (part.vests_on, part.last_vests_on, part.due_on, part.amount_minor) for part in head.parts
    ] == [(date(2026, 3, 25), date(2026, 3, 27), date(2026, 4, 30), 17_40)]
    with translation.override("de"):
        said, _note = part_in_words(head.parts[0])
    assert said == "Wird vom 25. bis 27. März 2026 unverfallbar"


def test_it_stays_as_it_was_issued_whatever_happens_afterwards(sold: dict[str, int]) -> None:
    run = settle()
    before = view(sold["bert"], run.run_id)
    deliver(4, LATER)
    commissions.vest_due(as_of=date(2026, 4, 24), at=LATER)
    assert view(sold["bert"], run.run_id) == before
    assert [part.state for part in before.head.parts] == ["undelivered"]


def test_the_account_goes_on_where_the_statement_before_ended(
    till: Till, sold: dict[str, int]
) -> None:
    deliver(3, CLOSING - timedelta(days=5))
    march = settle()
    commissions.vest_due(as_of=date(2026, 4, 1), at=CLOSING + timedelta(hours=1))
    till.record(sold["bert"], pv="60", on=date(2026, 4, 1))
    till.record(sold["cara"], cv="5", on=date(2026, 4, 1))
    april = settle("2026-04", at=datetime(2026, 5, 2, 8, tzinfo=UTC))
    first, second = (view(sold["bert"], run.run_id).head.account for run in (march, april))
    assert (first.opening_minor, first.closing_minor) == (0, 15_00)
    assert second.opening == first.closing
    assert [move.kind for move in second.moves] == ["earned", "vested", "kept"]
    assert (second.closing["pending"], second.closing_minor) == (3_60, 15_60)


def test_a_statement_of_nothing_says_so(till: Till, line: dict[str, int]) -> None:
    run = settle()
    found = view(line["cara"], run.run_id)
    assert (found.head.earned_minor, found.head.rules, found.lines.items) == (0, (), ())


def test_only_the_member_and_staff_who_may_read_it(sold: dict[str, int]) -> None:
    run = settle()
    for stranger in (STRANGER, partner(sold["cara"])):
        with pytest.raises(Denied):
            commissions.statement_view(stranger, run_id=run.run_id, member_id=sold["bert"])
    with pytest.raises(NotFound):
        view(sold["bert"], run.run_id + 1)


def test_a_page_of_lines_takes_as_many_statements_however_many_lines_there_are(
    sold: dict[str, int], django_assert_max_num_queries: object
) -> None:
    run = settle()
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        commissions.statement_view(
            partner(sold["bert"]),
            run_id=run.run_id,
            member_id=sold["bert"],
            page=PageRequest(1, 1),
        )
    assert Statement.objects.count() == 3


def test_it_is_a_paper_for_archives_in_both_languages(sold: dict[str, int]) -> None:
    run = settle()
    actor, member_id = partner(sold["bert"]), sold["bert"]
    german, english, again = (
        commissions.statement_pdf(
            actor, run_id=run.run_id, member_id=member_id, language=language, at=at
        )
        for language, at in (("de", CLOSING), ("en", CLOSING), ("de", LATER))
    )
    assert german.startswith(b"%PDF-1.7") and b"pdfaid:part>3<" in german
    assert german != english
    assert again == german


def test_the_paper_says_what_the_page_says(sold: dict[str, int]) -> None:
    deliver(3, CLOSING - timedelta(days=5))
    run = settle()
    head, lines = whole_statement(SYSTEM, run_id=run.run_id, member_id=sold["bert"])
    content = content_of(head, lines, "en")
    assert content["sentence"] == (
        "You earned €15.00 in March 2026. Of this, €10.80 is paid by 30 April 2026 at the latest."
        " €2.70 waits until goods are delivered and withdrawal periods are over."
        " €1.50 is kept as cancellation reserve."
    )
    assert [box["value"] for box in content["boxes"]] == ["€15.00", "€10.80", "€2.70"]
    assert [group["amount"] for group in content["lines"]["groups"]] == ["€12.00", "€3.00"]
    assert content["rules"]["total"]["amount"] == "€15.00"
