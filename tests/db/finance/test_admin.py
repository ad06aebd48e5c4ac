"""The staff office shows finance and lets nobody edit it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.test import RequestFactory
from django.utils import translation

from finance.facts import PlanTerms
from finance.models import BankAccount, BankAccountFlag, PayoutBatch, PayoutFile
from finance.public import (
    Quote,
    approve_payout,
    import_bank_statement,
    issue_credit_notes,
    object_to_credit_note,
    place_hold,
    prepare_payout,
    prepare_statements,
    record_rate,
    seal_ledger,
    set_payout_terms,
)
from finance.services.check_ledger import check_ledger_at_night
from tests.bank import booked_at_once, statement
from tests.db.finance.books import (
    ANNA_IBAN,
    APPROVER,
    AT,
    PAY_ON,
    PREPARER,
    give_bank_accounts,
    owe,
)
from tests.db.finance.earned import VESTED_ON, vest
from tests.db.finance.paperwork import issued
from tests.db.finance.suppliers import CLERK, publish_agreement, self_of, supplier

FINANCE = [
    each for model, each in admin.site._registry.items() if model._meta.app_label == "finance"
]


class Owner:
    """Somebody whom Django's own permissions would let do everything."""

    is_active = is_staff = is_superuser = is_authenticated = True
    pk = id = 1

    has_perm = has_module_perms = has_usable_password = staticmethod(lambda *_asked: True)
    get_username = get_short_name = get_full_name = staticmethod(lambda: "owner")


def request_of_the_owner() -> Any:
    """Return a request that may do what the admin lets anybody do."""
    request = RequestFactory().get("/")
    request.user = Owner()  # type: ignore[assignment]
    return request


@pytest.fixture
def full_books(company: None) -> None:
    """Put a row into every table."""
    owe({"member:1": 123_456, "member:2": 1})
    give_bank_accounts("member:1")
    prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    prepare_statements(
        run_ref="run:1",
        period_key="2026-10",
        plan_label="quellmoos v1",
        currency="EUR",
        rows=[("member:1", 123_456)],
        at=AT,
    )
    publish_agreement()
    anna = supplier()
    vest({anna: 100}, reserve_minor=10)
    paper = issue_credit_notes(until=VESTED_ON, actor=CLERK, at=AT)
    assert paper.count == 1
    object_to_credit_note(
        number="GS-2026-000001", reason="Müller", actor=self_of(int(anna[7:])), at=AT
    )
    set_payout_terms(PlanTerms("plan", AT.date(), "EUR", 20_00, 90), at=AT)
    quote = Quote("EUR", "CHF", AT.date(), 934_500)
    record_rate(source="EZB-Referenzkurs", quote=quote, actor=CLERK, at=AT)
    place_hold(payee=anna, reason="dispute", note="Müller", actor=CLERK, at=AT)
    seal_ledger(at=AT)
    issued()
    pay_and_settle()
    account = BankAccount.objects.get()
    BankAccountFlag.objects.create(bank_account=account, reason_code="AC04", flagged_at=AT)
    check_ledger_at_night(at=AT)


def pay_and_settle() -> None:
    """Approve the payout and let the bank's statement tell that it left."""
    batch = PayoutBatch.objects.get()
    approve_payout(batch_id=batch.pk, file_sha256=batch.file.sha256, actor=APPROVER, at=AT)
    content = statement(booked_at_once("1234.56", batch.message_id, 1))
    assert import_bank_statement(content=content, actor=PREPARER, at=AT).settled == 1


@pytest.mark.parametrize("shown", FINANCE, ids=lambda each: each.model.__name__)
def test_nobody_adds_changes_or_deletes(shown: ModelAdmin[Any]) -> None:
    request = request_of_the_owner()
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)
    assert shown.has_view_permission(request)
    for inline in shown.get_inline_instances(request):
        assert not inline.has_change_permission(request)


@pytest.mark.usefixtures("full_books")
@pytest.mark.parametrize("shown", FINANCE, ids=lambda each: each.model.__name__)
def test_lists_and_rows_can_be_looked_at(shown: ModelAdmin[Any]) -> None:
    request = request_of_the_owner()
    row = shown.model._default_manager.first()
    assert row is not None
    with translation.override("de"):
        pages = [
            shown.changelist_view(request).render().content,
            shown.change_view(request, str(row.pk)).render().content,
        ]
    for page in pages:
        assert ANNA_IBAN.encode() not in page
        assert "Müller".encode() not in page


@pytest.mark.usefixtures("full_books")
def test_amounts_are_shown_as_people_write_them() -> None:
    statements = next(each for each in FINANCE if each.model.__name__ == "Statement")
    with translation.override("de"):
        page = statements.changelist_view(request_of_the_owner()).render().content.decode()
    assert "1.234,56\N{NO-BREAK SPACE}€" in page


def test_the_bank_file_is_not_in_the_admin_and_sealed_fields_are_not_shown() -> None:
    assert PayoutFile not in admin.site._registry
    accounts = admin.site._registry[BankAccount]
    shown = {*accounts.list_display, *(accounts.fields or ())}  # type: ignore[misc]
    assert not shown & {"iban_sealed", "holder_sealed", "iban_digest", "person_id"}
