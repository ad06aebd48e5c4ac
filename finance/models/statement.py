"""What a payee earned in a run, as the statement page shows it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.rules import account_paths


class Statement(models.Model):
    """One statement, also where nothing was earned. Append-only."""

    payee = models.TextField(_("payee"))
    run_ref = models.TextField(_("run"))
    period_key = models.TextField(_("period"))
    plan_label = models.TextField(_("plan"))
    earned_minor = models.BigIntegerField()
    currency = models.CharField(_("currency"), max_length=3)
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        indexes = [models.Index(fields=["payee", "-id"], name="finance_statement_payee")]
        constraints = [
            models.UniqueConstraint(
                fields=["run_ref", "payee"], name="finance_statement_once_per_run"
            ),
            models.CheckConstraint(
                condition=Q(payee__regex=account_paths.PAYEE_PATTERN),
                name="finance_statement_payee_grammar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.period_key}"
