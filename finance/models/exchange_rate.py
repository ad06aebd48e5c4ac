"""What one unit of a currency was worth in another one on a day, by whom it was published."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ExchangeRate(models.Model):
    """One unit of the base is worth so many millionths of the currency. Append-only.

    All rates of a source have one base. A row that names another one corrects it: the same day and
    currency of the same source (kept by a foreign key over all of it, migration 0015).
    """

    source = models.CharField(_("source"), max_length=60)
    base_currency = models.CharField(_("one unit of"), max_length=3)
    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("day"))
    millionths = models.BigIntegerField(_("rate"))
    corrects = models.OneToOneField(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.TextField(_("recorded by"))

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        indexes = [models.Index(fields=["day", "source", "currency"], name="finance_rate_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "currency", "day"],
                condition=Q(corrects__isnull=True),
                name="finance_rate_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(millionths__gt=0) & ~Q(base_currency=F("currency")),
                name="finance_rate_is_one",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="finance_rate_has_a_source"),
            ExclusionConstraint(
                name="finance_rate_one_base_a_source",
                expressions=[
                    ("source", RangeOperators.EQUAL),
                    ("base_currency", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.day}: {self.base_currency}/{self.currency}"
