"""The ledger: transactions, their postings, and the chain of hashes over what is committed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from finance.rules import account_paths


class LedgerTransaction(models.Model):
    """One booking. Append-only; an undo is a new row that reverses this one."""

    idempotency_key = models.TextField(_("booking key"), unique=True)
    request_hash = models.CharField(max_length=64)
    kind = models.TextField(_("kind"))
    effective_on = models.DateField(_("effective on"))
    booked_at = models.DateTimeField(_("booked at"))
    reference = models.TextField(_("reference"))
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("reverses"),
        null=True,
        blank=True,
        related_name="reversed_by",
    )
    reason = models.TextField(_("reason"), blank=True)
    posting_count = models.IntegerField()

    class Meta:
        verbose_name = _("ledger transaction")
        verbose_name_plural = _("ledger transactions")
        indexes = [
            models.Index(fields=["reference", "id"], name="finance_tx_reference"),
            models.Index(fields=["kind", "effective_on"], name="finance_tx_kind_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(idempotency_key__regex=account_paths.NAME_PATTERN),
                name="finance_tx_key_grammar",
            ),
            models.CheckConstraint(
                condition=Q(reference__regex=account_paths.NAME_PATTERN),
                name="finance_tx_reference_grammar",
            ),
            models.CheckConstraint(
                condition=Q(kind__regex=account_paths.KIND_PATTERN),
                name="finance_tx_kind_grammar",
            ),
            models.CheckConstraint(
                condition=Q(posting_count__gt=0), name="finance_tx_has_postings"
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, reason="")
                | Q(reverses__isnull=False, reason__regex=account_paths.KIND_PATTERN),
                name="finance_tx_undo_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} #{self.pk}"


class LedgerPosting(models.Model):
    """An amount above zero that moves from one account to another. Append-only."""

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="postings")
    source = models.TextField(_("from account"))
    destination = models.TextField(_("to account"))
    amount_minor = models.BigIntegerField()
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("ledger posting")
        verbose_name_plural = _("ledger postings")
        # Balances are sums over these two indexes alone.
        indexes = [
            models.Index(
                fields=["source", "currency"],
                include=["amount_minor"],
                name="finance_posting_source",
            ),
            models.Index(
                fields=["destination", "currency"],
                include=["amount_minor"],
                name="finance_posting_destination",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0), name="finance_posting_above_zero"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("destination")), name="finance_posting_moves"
            ),
            models.CheckConstraint(
                condition=Q(source__regex=account_paths.ACCOUNT_PATTERN)
                & Q(destination__regex=account_paths.ACCOUNT_PATTERN),
                name="finance_posting_grammar",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=account_paths.CURRENCY_PATTERN),
                name="finance_posting_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} -> {self.destination}: {self.amount_minor} {self.currency}"


class LedgerSeal(models.Model):
    """One link of the chain; the position counts without a gap. Append-only.

    Links of version 2 cover the moment of sealing, those of version 1 do not.
    """

    position = models.BigIntegerField(_("position"), primary_key=True)
    transaction = models.OneToOneField(LedgerTransaction, models.PROTECT, related_name="seal")
    content_sha256 = models.CharField(max_length=64)
    chain_sha256 = models.CharField(_("chained hash"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))
    version = models.PositiveSmallIntegerField(db_default=1, default=2)

    class Meta:
        verbose_name = _("ledger seal")
        verbose_name_plural = _("ledger seals")

    def __str__(self) -> str:
        return f"{self.position}: {self.chain_sha256[:12]}"
