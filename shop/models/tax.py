"""The value-added tax rates of each country, dated."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import TaxClass


class TaxRate(models.Model):
    """A rate on days [valid_from, valid_until); closed once by the rate that follows it."""

    country = models.CharField(max_length=2)
    tax_class = models.CharField(max_length=10, choices=TaxClass.choices)
    rate_bp = models.IntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.CheckConstraint(
                condition=Q(rate_bp__gte=0, rate_bp__lt=10_000), name="tax_rate_below_whole"
            ),
            ExclusionConstraint(
                name="one_tax_rate",
                expressions=[
                    (F("country"), RangeOperators.EQUAL),
                    (F("tax_class"), RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.tax_class} {self.rate_bp}"
