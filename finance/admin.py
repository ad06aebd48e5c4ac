"""Finance in the staff office: everything can be looked at, nothing edited.

Bank files are handed out, and payouts moved, by services behind pages of their own.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from finance.models import (
    BankAccount,
    LedgerPosting,
    LedgerSeal,
    LedgerTransaction,
    PayoutBatch,
    PayoutBatchChange,
    PayoutLine,
    Statement,
)


class _ReadOnly:
    """Look, do not touch."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PostingInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """What a transaction moved."""

    model = LedgerPosting
    fields = ("source", "destination", "amount_minor", "currency")
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


@admin.register(Statement)
class StatementAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Statements, newest first."""

    list_display = ("payee", "period_key", "plan_label", "earned_minor", "currency", "issued_at")
    list_filter = ("period_key",)
    search_fields = ("=payee",)
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(BankAccount)
class BankAccountAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Bank accounts by their hint; the sealed fields stay sealed."""

    list_display = ("payee", "hint", "valid_from", "valid_until", "set_by")
    fields = list_display
    search_fields = ("=payee",)
    ordering = ("-id",)
    show_full_result_count = False


class ChangeInline(_ReadOnly, TabularInline):  # type: ignore[misc]
    """Every move of a batch."""

    model = PayoutBatchChange
    fields = ("was", "became", "by", "at", "reason")
    extra = 0


@admin.register(PayoutBatch)
class PayoutBatchAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Payouts, newest first."""

    list_display = ("id", "state", "pay_on", "payment_count", "total_minor", "currency")
    list_filter = ("state",)
    ordering = ("-id",)
    inlines = (ChangeInline,)


@admin.register(PayoutLine)
class PayoutLineAdmin(_ReadOnly, ModelAdmin):  # type: ignore[misc]
    """Lines of payouts; search for a payee or an end-to-end id."""

    list_display = ("batch_id", "line_no", "payee", "amount_minor", "currency", "state")
    list_filter = ("state", "held_reason")
    search_fields = ("=payee", "=end_to_end_id")
    ordering = ("-batch_id", "line_no")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch what the row shows."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("batch", "bank_account")
