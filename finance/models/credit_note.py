"""Gutschriften: which claims stand on which paper, how it is taxed, and who objected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.models.claim import Claim
from finance.models.document import Document
from finance.models.ledger import LedgerTransaction
from finance.rules import account_paths


class CreditNote(models.Model):
    """What makes a document a Gutschrift or its correction. Append-only.

    Without a transaction the paper and another cancelled each other out in the ledger.
    `declaration_id` names what the payee told about its taxes: name, address and numbers.
    """

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="credit_note"
    )
    transaction = models.ForeignKey(
        LedgerTransaction, models.PROTECT, null=True, related_name="credit_notes"
    )
    payee = models.TextField(_("payee"))
    tax_kind = models.CharField(_("tax status"), max_length=16)
    declaration_id = models.BigIntegerField()
    rate_bp = models.IntegerField()
    service_from = models.DateField(_("service from"))
    service_to = models.DateField(_("service to"))

    class Meta:
        verbose_name = _("Gutschrift")
        verbose_name_plural = _("Gutschriften")
        indexes = [models.Index(fields=["payee", "-document"], name="finance_credit_of_payee")]
        constraints = [
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_credit_payee_grammar",
            ),
            models.CheckConstraint(
                condition=Q(tax_kind="regular", rate_bp__gt=0)
                | ~Q(tax_kind="regular") & Q(rate_bp=0),
                name="finance_credit_vat_only_if_regular",
            ),
            models.CheckConstraint(
                condition=Q(service_to__gte=models.F("service_from")),
                name="finance_credit_service_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.tax_kind}"


class ClaimUse(models.Model):
    """A part of a claim that stands on a paper, or was cancelled out by another. Append-only.

    What is below zero names the use it lowers; triggers keep both within what there is.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="uses")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="claim_uses")
    against = models.ForeignKey("self", models.PROTECT, null=True, related_name="lowered_by")
    amount_minor = models.BigIntegerField()
    used_at = models.DateTimeField(_("used at"))

    class Meta:
        verbose_name = _("use of a claim")
        verbose_name_plural = _("uses of claims")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, against__isnull=True)
                | Q(amount_minor__lt=0, against__isnull=False),
                name="finance_use_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} of claim {self.claim_id}"


class CreditNoteObjection(models.Model):
    """A member's objection: from then on the paper is no invoice (§ 14 (2) UStG). Append-only.

    The reason is sealed with the member's key.
    """

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="objection"
    )
    person_id = models.UUIDField()
    reason_sealed = models.BinaryField()
    objected_at = models.DateTimeField(_("objected at"))
    objected_by = models.TextField(_("objected by"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.TextField(_("settled by"), null=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="finance_objection_settled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"objection to document {self.document_id}"
