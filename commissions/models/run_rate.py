"""The published exchange rates by which a run converted orders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.models.run import Run


class RunRate(models.Model):
    """On a day, one unit of the base was worth so much of the plan's and of another currency.

    Frozen with the run: whatever is corrected later, it counts as it did then. Append-only.
    """

    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, related_name="rates")
    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=60)
    base_currency = models.CharField(_("one unit of"), max_length=3)
    own_millionths = models.BigIntegerField(_("worth in the plan's currency"))
    millionths = models.BigIntegerField(_("worth in the other one"))

    class Meta:
        verbose_name = _("exchange rate of a run")
        verbose_name_plural = _("exchange rates of runs")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "currency", "day"], name="commissions_run_rate_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(own_millionths__gt=0, millionths__gt=0),
                name="commissions_run_rate_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.currency} {self.day}"
