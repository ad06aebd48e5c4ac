"""From which sum on a plan lets partners be paid out, by day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PayoutTerms(models.Model):
    """What a plan says from a day on; without a minimum it leaves that to the company. Append-only.

    Both or none of the two are there.
    """

    plan = models.CharField(_("plan"), max_length=40)
    valid_from = models.DateField(_("valid from"))
    currency = models.CharField(_("currency"), max_length=3)
    minimum_minor = models.BigIntegerField(null=True)
    force_after_days = models.PositiveSmallIntegerField(_("days at most"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("payout terms of a plan")
        verbose_name_plural = _("payout terms of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "valid_from"], name="finance_terms_once_a_day"),
            models.CheckConstraint(
                condition=Q(minimum_minor__isnull=True, force_after_days__isnull=True)
                | Q(minimum_minor__gt=0, force_after_days__gt=0),
                name="finance_terms_both_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.valid_from}"
