"""One Gutschrift per payee and tax status over what has vested, corrections beside."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from core.policy import NotAllowed
from finance.claim_facts import CreditNotesIssued, HeldClaims
from finance.facts import Booking, Posting
from finance.models import Claim, ClaimUse, CreditNote, Document
from finance.public import (
    CompanyFactMissing,
    balance_minor,
    balances,
    book_many,
    credit_notes_of,
    issue_credit_notes,
    waiting_payees,
)
from tests.db.finance.books import AT, found_company
from tests.db.finance.earned import VESTED_ON, lose, standing, vest
from tests.db.finance.suppliers import (
    CLERK,
    agree,
    be,
    partner,
    publish_agreement,
    self_of,
    supplier,
)

pytestmark = [pytest.mark.django_db]
TENTH, TWENTIETH = date(2026, 10, 10), date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _company(company: None) -> None:
    """Found the company and publish what members agree to."""
    publish_agreement()


def issue(until: date = VESTED_ON) -> CreditNotesIssued:
    """Issue what is due."""
    return issue_credit_notes(until=until, actor=CLERK, at=AT)


def papers() -> list[tuple[str, str, int, int, str]]:
    """Return all papers: number, status, net, VAT, what it corrects."""
    rows = CreditNote.objects.select_related("document__corrects").order_by("document_id")
    return [
        (
            row.document.number,
            row.tax_kind,
            row.document.net_minor,
            row.document.tax_minor,
            row.document.corrects.number if row.document.corrects else "",
        )
        for row in rows
    ]


def test_a_small_business_gets_net_without_vat() -> None:
    anna = supplier()
    vest({anna: 1_000})
    assert issue() == CreditNotesIssued(1, 0, 1_000, 0, "EUR", ())
    assert papers() == [("GS-2026-000001", "small_business", 1_000, 0, "")]
    assert standing(anna) == {"payable": 1_000}
    assert Claim.objects.get().settled_at == AT


def test_a_regular_supplier_gets_vat_on_top() -> None:
    anna = supplier("regular")
    vest({anna: 1_000})
    issue()
    assert papers() == [("GS-2026-000001", "regular", 1_000, 190, "")]
    assert standing(anna) == {"payable": 1_190}
    assert balance_minor("company:input_tax", "EUR") == -190


@pytest.mark.parametrize("kind", ["eu", "third_country"])
def test_abroad_the_company_owes_the_vat(kind: str) -> None:
    found_company(vat_id="DE123456788")
    vest({supplier(kind): 1_000})
    issue()
    assert papers() == [("GS-2026-000001", kind, 1_000, 0, "")]


def test_reverse_charge_needs_the_company_s_vat_id() -> None:
    vest({supplier("eu"): 1_000})
    with pytest.raises(CompanyFactMissing):
        issue()


def test_a_status_that_changes_in_the_month_makes_two_papers() -> None:
    """Small until the 14th, regular from the 15th: 120.00 without VAT, 80.00 + 15.20."""
    anna = supplier()
    be(int(anna[7:]), "regular", date(2026, 10, 15))
    vest({anna: 12_000}, service_on=TENTH)
    vest({anna: 8_000}, service_on=TWENTIETH)
    issued = issue()
    assert (issued.count, issued.net_minor, issued.tax_minor) == (2, 20_000, 1_520)
    assert papers() == [
        ("GS-2026-000001", "regular", 8_000, 1_520, ""),
        ("GS-2026-000002", "small_business", 12_000, 0, ""),
    ]
    assert standing(anna) == {"payable": 21_520}


def test_without_status_or_agreement_it_accrues_and_is_told() -> None:
    silent, stranger = partner("silent"), partner("stranger")
    be(silent, "small_business")
    agree(stranger)
    vest({f"member:{silent}": 300, f"member:{stranger}": 200})
    issued = issue()
    assert issued.held == (HeldClaims("no_agreement", 1, 300), HeldClaims("no_tax_status", 1, 200))
    assert issued.count == 0
    assert standing(f"member:{silent}") == {"vested": 300}
    rows = waiting_payees(CLERK, PageRequest(), on=VESTED_ON).items
    assert {(row.net_minor, row.obstacle) for row in rows} == {
        (300, "no_agreement"), (200, "no_tax_status"),
    }  # fmt: skip
    agree(silent)
    assert issue().count == 1


def test_days_without_a_status_wait_while_others_go() -> None:
    number = partner()
    agree(number)
    be(number, "regular", TWENTIETH)
    anna = f"member:{number}"
    vest({anna: 500}, service_on=TENTH)
    vest({anna: 100}, service_on=TWENTIETH)
    issued = issue()
    assert (issued.net_minor, issued.held) == (100, (HeldClaims("no_tax_status", 1, 500),))
    assert standing(anna) == {"vested": 500, "payable": 119}


def test_again_there_is_nothing_to_do_and_later_claims_wait_for_their_day() -> None:
    anna = supplier()
    vest({anna: 1_000})
    vest({anna: 70}, run="run:2", vested_on=date(2026, 11, 21))
    assert issue().net_minor == 1_000
    assert issue().count == 0
    assert issue(date(2026, 11, 21)).net_minor == 70
    assert [number for number, *_rest in papers()] == ["GS-2026-000001", "GS-2026-000002"]


def test_a_return_before_the_paper_is_netted_on_it() -> None:
    anna = supplier("regular")
    vest({anna: 1_000})
    lose(anna, 300)
    issue()
    assert papers() == [("GS-2026-000001", "regular", 700, 133, "")]
    assert standing(anna) == {"payable": 833}


def test_what_was_returned_whole_before_its_paper_needs_none() -> None:
    anna = supplier()
    vest({anna: 1_000})
    lose(anna, 1_000)
    assert issue().count == 0
    assert standing(anna) == {}
    assert not Claim.objects.filter(settled_at=None).exists()
    assert list(ClaimUse.objects.values_list("document", "amount_minor").order_by("id")) == [
        (None, 1_000), (None, -1_000),
    ]  # fmt: skip


def test_a_return_after_the_paper_corrects_it_and_names_it() -> None:
    anna = supplier("regular")
    vest({anna: 1_000})
    issue()
    lose(anna, 333)
    issued = issue()
    assert (issued.count, issued.correction_count, issued.net_minor) == (0, 1, -333)
    assert papers()[1] == ("GK-2026-000001", "regular", 333, 63, "GS-2026-000001")
    assert standing(anna) == {"payable": 794}
    lose(anna, 667, run="run:10")
    issue()
    assert papers()[2] == ("GK-2026-000002", "regular", 667, 127, "GS-2026-000001")
    assert standing(anna) == {}
    assert balance_minor("company:input_tax", "EUR") == 0


def test_a_return_after_payment_is_owed_with_its_vat_and_settled_from_the_next() -> None:
    """Paid 119.00; all returned: owes 119.00; the next 150.00 + 28.50 leaves 59.50."""
    anna = supplier("regular")
    vest({anna: 10_000})
    issue()
    _pay_out(anna)
    lose(anna, 10_000)
    assert standing(anna) == {"receivable": -10_000}
    issue()
    assert standing(anna) == {"receivable": -11_900}
    vest({anna: 15_000}, run="run:2")
    issue()
    assert standing(anna) == {"payable": 5_950}


def test_a_return_of_old_money_takes_vested_money_and_leaves_papers_right() -> None:
    anna = supplier("regular")
    vest({anna: 10_000})
    issue()
    _pay_out(anna)
    vest({anna: 15_000}, run="run:2")
    lose(anna, 10_000)
    assert standing(anna) == {"vested": 5_000}
    issue()
    assert papers()[1:] == [
        ("GS-2026-000002", "regular", 15_000, 2_850, ""),
        ("GK-2026-000001", "regular", 10_000, 1_900, "GS-2026-000001"),
    ]
    assert standing(anna) == {"payable": 5_950}


def test_a_correction_is_taxed_as_its_original_whatever_is_known_now() -> None:
    anna = supplier("regular")
    vest({anna: 1_000})
    issue()
    be(int(anna[7:]), "small_business")
    lose(anna, 1_000)
    issue()
    assert papers()[1] == ("GK-2026-000001", "regular", 1_000, 190, "GS-2026-000001")


def test_the_order_of_days_decides_which_paper_is_corrected() -> None:
    anna = supplier("regular")
    vest({anna: 1_000}, service_on=TENTH)
    issue()
    vest({anna: 2_000}, run="run:2", service_on=TWENTIETH)
    issue()
    lose(anna, 400, service_on=TENTH)
    issue()
    assert papers()[2] == ("GK-2026-000001", "regular", 400, 76, "GS-2026-000001")


def test_a_member_sees_its_own_and_nobody_else_s() -> None:
    anna = supplier()
    vest({anna: 1_000})
    issue()
    own = self_of(int(anna[7:]))
    rows = credit_notes_of(own, anna, PageRequest()).items
    assert [(row.number, row.gross_minor) for row in rows] == [("GS-2026-000001", 1_000)]
    with pytest.raises(NotAllowed):
        credit_notes_of(own, "member:9", PageRequest())
    with pytest.raises(NotAllowed):
        issue_credit_notes(until=VESTED_ON, actor=own, at=AT)


def test_many_payees_cost_as_many_statements_as_few() -> None:
    payees = [supplier(name=f"p{number}") for number in range(3)]
    vest(dict.fromkeys(payees, 100))
    with CaptureQueriesContext(connection) as few:
        issue()
    more = [supplier(name=f"q{number}") for number in range(6)]
    vest(dict.fromkeys(more, 100), run="run:2")
    with CaptureQueriesContext(connection) as many:
        issue()
    assert Document.objects.count() == 9
    numbers = Document.objects.order_by("credit_note__payee").values_list("sequence", flat=True)
    assert sorted(numbers) == list(range(1, 10))
    # Beside them only the first paper keeps the company's face.
    assert len(many) <= len(few)
    settings = [each for each in many.captured_queries if "core_companysettings" in each["sql"]]
    assert len(settings) == 1


def test_the_database_keeps_papers_within_what_was_claimed() -> None:
    anna = supplier()
    vest({anna: 1_000})
    issue()
    use = ClaimUse.objects.get()
    row = {"claim_id": use.claim_id, "document_id": use.document_id, "used_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimUse.objects.create(**row, amount_minor=1)
    lose(anna, 1_000)
    negative = Claim.objects.get(kind="taken_back")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimUse.objects.create(claim=negative, against=use, amount_minor=-1_001, used_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE finance_creditnote SET tax_kind = 'regular', rate_bp = 1900")


def test_the_words_are_sealed() -> None:
    vest({supplier("regular"): 1_000})
    issue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text || c::text FROM finance_document d, finance_creditnote c")
        stored = str(cursor.fetchall())
    assert "Weber" not in stored
    assert "DE136695976" not in stored


def _pay_out(payee: str) -> None:
    amount = balances([f"{payee}:payable"], "EUR")[f"{payee}:payable"]
    posting = Posting(f"{payee}:payable", "company:transfers_in_transit", amount, "EUR")
    book_many([Booking(f"out:{payee}", "test.payout", VESTED_ON, (posting,), "payout:1")], at=AT)


def test_two_corrections_that_wait_for_what_is_held_between_them_stop_no_papers() -> None:
    """The first and the last number of both issues are the same; the papers are others."""
    anna, first, last = partner(), date(2026, 9, 10), date(2026, 9, 12)
    agree(anna)
    be(anna, "small_business", TENTH)
    payee = f"member:{anna}"
    vest({payee: 10_000}, service_on=TENTH)
    issue()
    lose(payee, 4_000, corrects="run:2", service_on=first)
    vest({payee: 3_000}, run="run:2", service_on=first)
    vest({payee: 2_000}, run="run:3", service_on=last)
    vest({payee: 700}, run="run:4", service_on=date(2026, 9, 15))
    lose(payee, 2_500, corrects="run:3", service_on=last)
    issue()
    be(anna, "small_business", date(2026, 1, 1))
    issue()
    assert standing(payee) == {"payable": 9_200}
    assert not Claim.objects.filter(settled_at=None).exists()
