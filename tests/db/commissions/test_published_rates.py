"""Orders in other currencies by published rates, from the bank's file to the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from commissions import public as commissions
from commissions.document.plan_document import read_plan
from commissions.models import Run, RunRate
from commissions.selectors import readied_period
from commissions.selectors.run_rates import RatesMissing
from commissions.selectors.verify_run import verify_run
from commissions.services.publish_run import DraftOutdated
from commissions.shipped_plans import shipped_plan
from commissions.wording.statement_words import rates_in_words
from core.periods import Period
from finance import public as finance
from tests.db.commissions.company import (
    APRIL,
    CHECKER,
    CLERK,
    CLOSING,
    IN_APRIL,
    IN_MARCH,
    MARCH,
    MAY_FIRST,
    OWNER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)
from tests.db.commissions.test_publish_run import balance

PLAN, ECB = "hochrhein", "EZB-Referenzkurs"
FILE = b"""Date,USD,CHF,JPY,
2026-03-10,1.0823,0.9375,162.91,
2026-03-09,1.08,0.95,160.00,
"""
ENTERED = CLOSING - timedelta(hours=2)


class Line:
    """Anna, who is active in March and April, above bert; and the till that sells to them."""

    def __init__(self) -> None:
        people = enrol({"anna": None, "bert": "anna"})
        self.anna, self.bert, self.till = people["anna"], people["bert"], Till()
        for on in (IN_MARCH, IN_APRIL):
            self.till.record(self.anna, pv="50", on=on)

    def buys(self, money: str, currency: str = "CHF", on: date = IN_MARCH) -> int:
        """Let bert buy something."""
        return self.till.record(self.bert, cv=money, currency=currency, on=on)


@pytest.fixture
def line(db: None) -> Line:
    """Found a company that goes by the bank's rates."""
    found_company()
    sign(PLAN)
    return Line()


def take_in(content: bytes = FILE) -> None:
    finance.import_rates(content=content, source=ECB, actor=CLERK, at=ENTERED)


def correct(day: date, millionths: int) -> None:
    """Replace the rate of francs on a day."""
    month = Period(f"{day:%Y-%m}")
    rows = finance.rates_page(CLERK, month=month, currency="CHF").items
    (row,) = (row for row in rows if row.quote.day == day and not row.is_corrected)
    quote = row.quote._replace(millionths=millionths)
    at = CLOSING + timedelta(hours=1)
    finance.record_rate(source=ECB, quote=quote, actor=CLERK, at=at, corrects=row.id)


def why(run_id: int, language: str = "en") -> list[str]:
    with translation.override(language):
        run = Run.objects.get(pk=run_id)
        numbers = range(1, run.line_count + 1)
        return list(commissions.why_many(CLERK, run_id, numbers, language).values())


def test_from_the_banks_file_to_the_ledger(line: Line) -> None:
    take_in()
    line.buys("187.50")
    line.buys("100", "USD")
    line.buys("16000", "JPY", on=date(2026, 3, 9))
    run = publish(plan=PLAN)
    # 200.00 and 92.40 and 100.00 euros (a yen has no cents), eight percent of each
    assert run.net_minor == 200_00 + 92_40 + 100_00_00
    assert balance(line.anna, "pending") == 16_00 + 7_39 + 800_00
    assert verify_run(OWNER, run.run_id).is_same
    frozen = RunRate.objects.filter(run_id=run.run_id).order_by("currency")
    assert [(rate.currency, rate.day.day, rate.millionths) for rate in frozen] == [
        ("CHF", 10, 937_500),
        ("JPY", 9, 160_000_000),
        ("USD", 10, 1_082_300),
    ]


def test_why_names_both_values_with_rate_day_and_source(line: Line) -> None:
    take_in()
    line.buys("187.50")
    run = draft(plan=PLAN)
    (said,) = why(run.run_id)
    assert "8% of €200.00" in said
    assert "CHF\N{NO-BREAK SPACE}187.50, 1 EUR = 0.9375 CHF on March 10, 2026 (EZB-R" in said
    (gesagt,) = why(run.run_id, "de")
    assert "187,50\N{NO-BREAK SPACE}CHF, 1 EUR = 0,9375 CHF am 10. März 2026 (EZB-R" in gesagt


def test_a_run_without_a_rate_is_refused_and_says_which(line: Line) -> None:
    line.buys("187.50")
    line.buys("100", "USD")
    with pytest.raises(RatesMissing) as caught:
        draft(plan=PLAN)
    told = str(caught.value.message)
    assert "“EZB-Referenzkurs” has no rate of CHF for March 10, 2026" in told
    assert "nor one of the 5 days before (2 rates are missing in all)" in told
    assert "Exchange rates" in told
    assert not Run.objects.exists()
    take_in()
    assert draft(plan=PLAN).line_count == 2


def test_a_published_run_keeps_its_rates(line: Line) -> None:
    take_in()
    order = line.buys("187.50")
    run = publish(plan=PLAN)
    said = why(run.run_id)
    correct(IN_MARCH, 800_000)
    assert why(run.run_id) == said
    assert verify_run(OWNER, run.run_id).is_same
    take_back(order, cv="93.75")
    after = publish(APRIL, at=MAY_FIRST, plan=PLAN)
    # half of it at the rate of then: eight percent of 100.00
    assert after.corrected_minor == -8_00
    assert balance(line.anna, "pending") == 8_00
    assert "gives back €8.00" in why(after.run_id)[0]


def test_a_draft_follows_a_correction(line: Line) -> None:
    take_in()
    line.buys("187.50")
    first = draft(plan=PLAN)
    assert draft(plan=PLAN).run_id == first.run_id
    correct(IN_MARCH, 750_000)
    at = CLOSING + timedelta(hours=2)
    second = draft(plan=PLAN, at=at)
    assert (first.earned_minor, second.earned_minor) == (16_00, 20_00)
    assert verify_run(OWNER, second.run_id).is_same


def test_a_draft_with_overtaken_rates_is_not_published(line: Line) -> None:
    take_in(b"2026-03-09 EUR/CHF 0.95")
    line.buys("187.50")
    at = CLOSING + timedelta(hours=2)
    run = draft(plan=PLAN)
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=at)
    assert not commissions.closing(CLERK, PLAN, MARCH, at=at).is_outdated
    take_in()  # the day itself has a rate after all
    assert commissions.closing(CLERK, PLAN, MARCH, at=at).rates_moved
    with pytest.raises(DraftOutdated, match="Exchange rates of 2026-03"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=at)
    again = publish(plan=PLAN, at=at)
    assert again.earned_minor == 16_00
    correct(IN_MARCH, 800_000)
    assert not commissions.closing(CLERK, PLAN, MARCH, at=at).is_outdated


def test_the_statement_names_the_rates(line: Line) -> None:
    take_in()
    line.buys("187.50")
    run = publish(plan=PLAN)
    finance.prepare_statements(
        run_ref=run.run_ref,
        period_key=run.period_key,
        plan_label=run.plan_label,
        currency=run.currency,
        rows=[(f"member:{line.anna}", 16_00)],
        at=CLOSING,
    )
    view = commissions.statement_view(CLERK, run_id=run.run_id, member_id=line.anna)
    assert rates_in_words(view.head.rates, "EUR") == (
        "Orders in other currencies count at published rates: "
        "1 EUR = 0.9375 CHF on March 10, 2026 (EZB-Referenzkurs)."
    )


def test_a_rate_of_another_day_changes_nothing(line: Line) -> None:
    take_in()
    line.buys("187.50")
    first = draft(plan=PLAN)
    take_in(b"2026-03-17 EUR/CHF 0.5\n2026-03-10 EUR/GBP 0.5")
    assert draft(plan=PLAN, at=CLOSING + timedelta(hours=2)).run_id == first.run_id


def test_kernels_convert_alike(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in()
    for currency in ("CHF", "USD", "JPY", "EUR"):
        line.buys("77.77" if currency != "JPY" else "7777", currency)
    walked = draft(plan=PLAN)
    monkeypatch.setattr(readied_period, "LARGE", 1)
    shipped = shipped_plan(PLAN, "2026-01-01")
    plan = read_plan(shipped.document, shipped.filename)
    ready = readied_period.ready_period(plan, Period(MARCH), known_at=CLOSING, follows=None)
    earned = sum(int(block.columns.amounts.sum()) for block in ready.settle().blocks)
    assert earned == walked.earned_minor


def test_open_periods_go_by_the_last_rates_there_are(line: Line) -> None:
    noon = MAY_FIRST - timedelta(days=10)
    line.buys("187.50", on=IN_APRIL)
    assert commissions.refresh_figures(period_key=APRIL, at=noon)
    take_in(b"2026-03-30 EUR/CHF 0.9375")
    assert commissions.refresh_figures(period_key=APRIL, at=noon)
    assert not commissions.refresh_figures(period_key=APRIL, at=noon)
    line.buys("187.50", on=IN_APRIL)
    with transaction.atomic():
        assert commissions.fold_orders(period_key=APRIL) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(earned_minor) FROM commissions_livefigure")
        assert cursor.fetchone()[0] == 2 * 16_00


def test_a_simulation_asks_for_the_rates_of_then(line: Line) -> None:
    take_in()
    line.buys("187.50")
    publish(plan=PLAN)
    shipped = shipped_plan(PLAN, "2026-01-01")
    found = commissions.simulate(
        OWNER, document=shipped.document, filename=shipped.filename, of_plan=PLAN
    )
    assert found.whole.now_minor == found.whole.then_minor == 16_00


def test_the_rates_cost_few_statements(line: Line) -> None:
    take_in(b"\n".join(b"2026-03-%02d EUR/CHF 0.9375" % day for day in range(1, 32)))
    for day in range(1, 20):
        line.buys("187.50", on=date(2026, 3, day))
    run = draft(plan=PLAN)
    with CaptureQueriesContext(connection) as captured:
        why(run.run_id)
    assert len(captured) <= 8


def test_the_rates_of_a_run_stay(line: Line) -> None:
    take_in()
    line.buys("187.50")
    draft(plan=PLAN)
    with pytest.raises(DatabaseError), transaction.atomic():
        RunRate.objects.update(millionths=1)
