"""Finance in the staff office: everything can be looked at, nothing edited.

Bank files are handed out, and payouts moved, by services behind pages of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from core.money import format_money
from core.numerals import show_scaled
from finance.models import (
    BankAccount,
    BankAccountFlag,
    BankEntry,
    BankFile,
    Claim,
    ClaimUse,
    CreditNote,
    CreditNoteObjection,
    Document,
    DocumentLine,
    ExchangeRate,
    LedgerCheckRun,
    LedgerPosting,
    LedgerSeal,
    LedgerTransaction,
    Letterhead,
    PayeeHold,
    PayoutBatch,
    PayoutBatchChange,
    PayoutLine,
    PayoutTerms,
    ReserveLot,
    ReserveMove,
    Statement,
    TransferStep,
)
from finance.rate_facts import DECIMALS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _ReadOnly:
    """Look, do not touch."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _money(column: str, title: StrOrPromise) -> Callable[[Any], str]:
    """Show an amount in minor units as people write it."""

    @admin.display(description=title, ordering=column)
    def shown(row: Any) -> str:
        return format_money(getattr(row, column), row.currency, get_language() or "de")

    return shown


_amount = _money("amount_minor", _("amount"))


@admin.display(description=_("smallest payout"), ordering="minimum_minor")
def _minimum(terms: PayoutTerms) -> str:
    if terms.minimum_minor is None:
        return "–"
    return format_money(terms.minimum_minor, terms.currency, get_language() or "de")


class PostingInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """What a transaction moved."""

    model = LedgerPosting
    fields = ("source", "destination", _amount)
    readonly_fields = (_amount,)
    extra = 0


@admin.register(LedgerTransaction)
class LedgerTransactionAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Bookings, newest first."""

    list_display = ("id", "effective_on", "kind", "reference", "booked_at", "reverses")
    list_filter = ("kind",)
    search_fields = ("=idempotency_key", "=reference")
    list_select_related = ("reverses",)
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (PostingInline,)


@admin.register(LedgerSeal)
class LedgerSealAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """The chain of hashes."""

    list_display = ("position", "transaction_id", "chain_sha256", "sealed_at")
    ordering = ("-position",)
    show_full_result_count = False


@admin.register(LedgerCheckRun)
class LedgerCheckRunAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """What the verifier said."""

    list_display = ("id", "asked_at", "asked_by", "finished_at", "transactions", "head")
    ordering = ("-id",)


@admin.register(Statement)
class StatementAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Statements, newest first."""

    list_display = (
        "payee", "period_key", "plan_label", _money("earned_minor", _("earned")), "issued_at",
    )  # fmt: skip
    search_fields = ("=payee", "=period_key")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(Claim)
class ClaimAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """What is to stand on Gutschriften, newest first."""

    list_display = ("payee", "kind", "reference", "service_on", "vested_on", _amount, "settled_at")
    list_filter = ("kind",)
    search_fields = ("=payee", "=reference", "=corrects")
    ordering = ("-id",)
    show_full_result_count = False


class ReserveMoveInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """What left a lot."""

    model = ReserveMove
    fields = ("kind", "amount_minor", "transaction")
    extra = 0


@admin.register(ClaimUse)
class ClaimUseAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Which part of a claim stands on which paper."""

    list_display = ("claim", "document", "amount_minor", "against", "used_at")
    list_select_related = ("claim", "document", "against")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(CreditNote)
class CreditNoteAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Gutschriften and their corrections: whose they are and how they are taxed."""

    list_display = ("document", "payee", "tax_kind", "service_from", "service_to")
    list_select_related = ("document",)
    list_filter = ("tax_kind",)
    search_fields = ("=payee", "=document__number")
    ordering = ("-document_id",)
    show_full_result_count = False


@admin.register(CreditNoteObjection)
class CreditNoteObjectionAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Objections; their words stay sealed."""

    list_display = ("document", "objected_at", "objected_by", "settled_at", "settled_by")
    list_select_related = ("document",)
    exclude = ("reason_sealed", "person_id")
    ordering = ("-document_id",)


@admin.register(PayeeHold)
class PayeeHoldAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Holds; their notes stay sealed."""

    list_display = ("payee", "reason", "placed_at", "placed_by", "lifted_at", "lifted_by")
    list_filter = ("reason",)
    search_fields = ("=payee",)
    exclude = ("note_sealed", "key_id")
    ordering = ("-id",)


@admin.register(PayoutTerms)
class PayoutTermsAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """From which sum on plans let partners be paid out."""

    list_display = ("plan", "valid_from", _minimum, "force_after_days")
    search_fields = ("=plan",)
    ordering = ("-id",)


@admin.register(ExchangeRate)
class ExchangeRateAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Exchange rates with their corrections, newest first."""

    list_display = (
        "day", "source", "base_currency", "currency", "shown_rate", "corrects_id", "recorded_by",
    )  # fmt: skip
    readonly_fields = ("shown_rate",)
    exclude = ("millionths",)
    search_fields = ("=source", "=currency")
    ordering = ("-id",)
    show_full_result_count = False

    @admin.display(description=_("rate"))
    def shown_rate(self, row: ExchangeRate) -> str:
        """Show the rate with its decimals."""
        return show_scaled(row.millionths, DECIMALS, get_language() or "de")


@admin.register(ReserveLot)
class ReserveLotAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """What is kept in reserve, by the day on which it comes free."""

    list_display = ("payee", "reference", "service_on", "release_on", _amount, "closed_at")
    search_fields = ("=payee", "=reference")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (ReserveMoveInline,)


@admin.register(BankAccount)
class BankAccountAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Bank accounts by their hint; the sealed fields stay sealed."""

    list_display = ("payee", "shown_account", "valid_from", "valid_until", "set_by")
    fields = list_display
    readonly_fields = list_display
    search_fields = ("=payee",)
    ordering = ("-id",)
    show_full_result_count = False

    @admin.display(description=_("bank account"))
    def shown_account(self, row: BankAccount) -> str:
        """Show country and last four characters."""
        return row.hint


@admin.register(BankAccountFlag)
class BankAccountFlagAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Accounts from which a transfer came back."""

    list_display = ("shown_payee", "reason_code", "flagged_at", "lifted_at", "lifted_by")
    list_select_related = ("bank_account",)
    fields = list_display
    readonly_fields = list_display
    ordering = ("-id",)
    show_full_result_count = False

    @admin.display(description=_("payee"))
    def shown_payee(self, row: BankAccountFlag) -> str:
        """Show whose account it is."""
        return row.bank_account.payee


class ChangeInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """Every move of a batch."""

    model = PayoutBatchChange
    fields = ("was", "became", "by", "at", "reason")
    extra = 0


@admin.register(PayoutBatch)
class PayoutBatchAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Payouts, newest first."""

    list_display = ("id", "state", "pay_on", "payment_count", _money("total_minor", _("total")))
    list_filter = ("state",)
    ordering = ("-id",)
    inlines = (ChangeInline,)


@admin.register(PayoutLine)
class PayoutLineAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Lines of payouts; search for a payee or an end-to-end id."""

    list_display = (
        "batch", "line_no", "payee", _amount, "state", "held_reason",
    )  # fmt: skip
    list_filter = ("state", "held_reason")
    search_fields = ("=payee", "=end_to_end_id")
    ordering = ("-batch_id", "line_no")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch what the row shows."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("batch", "bank_account")


@admin.register(BankFile)
class BankFileAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Imported bank statements, newest first."""

    list_display = ("id", "imported_at", "imported_by", "entry_count", "new_count", "sha256")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(BankEntry)
class BankEntryAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Entries of statements; the sealed fields stay sealed."""

    list_display = (
        "booked_on", _amount, "is_credit", "end_to_end_id", "state", "reason", "subject",
    )  # fmt: skip
    fields = (*list_display, "bank_reference", "return_code", "decided_by", "decided_at")
    readonly_fields = (_amount,)
    list_filter = ("state", "is_credit")
    search_fields = ("=end_to_end_id", "=bank_reference", "=subject")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(TransferStep)
class TransferStepAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """How far payouts got."""

    list_display = ("line", "kind", "on_day", "reason_code")
    list_select_related = ("line",)
    fields = (*list_display, "entry")
    ordering = ("-id",)
    show_full_result_count = False


class DocumentLineInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """What a document lists."""

    model = DocumentLine
    fields = ("position", "sku", "name", "quantity", "gross_minor", "net_minor", "tax_rate_bp")
    extra = 0


@admin.register(Document)
class DocumentAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Invoices and corrections, newest first; the sealed words stay sealed."""

    list_display = (
        "number",
        "kind",
        "issued_on",
        "order_number",
        _money("gross_minor", _("total")),
    )
    list_filter = ("kind", "year")
    fields = (
        "number", "kind", "issued_on", "supplied_on", "order_number", "corrects", "currency",
        "gross_minor", "net_minor", "tax_minor", "template", "letterhead",
    )  # fmt: skip
    search_fields = ("=number", "=order_number")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (DocumentLineInline,)


@admin.register(Letterhead)
class LetterheadAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """The company's faces on papers."""

    list_display = ("sha256", "kept_at")
    fields = ("sha256", "kept_at", "facts")
    ordering = ("-id",)
