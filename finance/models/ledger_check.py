"""What the verifier found, night by night and whenever somebody asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerCheckRun(models.Model):
    """One look at the whole ledger; asked for, then finished once. Append-only."""

    asked_by = models.TextField(_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    transactions = models.BigIntegerField(_("transactions"), null=True)
    sealed = models.BigIntegerField(_("sealed"), null=True)
    head = models.CharField(max_length=64, null=True)
    findings = models.JSONField(null=True)

    class Meta:
        verbose_name = _("check of the ledger")
        verbose_name_plural = _("checks of the ledger")

    def __str__(self) -> str:
        return f"#{self.pk} {self.asked_at:%Y-%m-%d}"
