"""What finance holds back of a payee, why, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from finance.rules import account_paths


class HoldReason(models.TextChoices):
    """Why nothing is paid out to a payee."""

    DISPUTE = "dispute", _("dispute")
    IDENTITY = "identity", _("identity not clear")
    BANK_DATA = "bank_data", _("bank data not clear")
    SEIZURE = "seizure", _("seizure")
    TAXES = "taxes", _("taxes not clear")
    OTHER = "other", _("other reason")


class PayeeHold(models.Model):
    """One hold. Append-only but for its end, which comes once; the note has a key of its own."""

    payee = models.TextField(_("payee"))
    reason = models.CharField(_("reason"), max_length=16, choices=HoldReason.choices)
    key_id = models.UUIDField()
    note_sealed = models.BinaryField()
    placed_at = models.DateTimeField(_("placed at"))
    placed_by = models.TextField(_("placed by"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.TextField(_("lifted by"), null=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(
                fields=["payee", "reason"],
                condition=Q(lifted_at__isnull=True),
                name="finance_hold_once_per_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__gte=F("placed_at"), lifted_by__isnull=False),
                name="finance_hold_lifted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_hold_payee_grammar",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=HoldReason.values), name="finance_hold_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee}: {self.reason}"
