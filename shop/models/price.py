"""Price lists: what a variant costs and scores, per channel and audience, and since when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import ProductVariant
from shop.models.channel import Channel


class VariantPrice(models.Model):
    """A gross price with its points, valid on days [valid_from, valid_until).

    Rows are never edited: a new price supersedes what it overlaps, so that any day can be seen as
    it was and as it was known. The current rows of one variant, channel and audience never overlap.
    """

    variant = models.ForeignKey(ProductVariant, on_delete=models.PROTECT, related_name="prices")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="prices")
    audience = models.ForeignKey("network.Audience", on_delete=models.PROTECT, related_name="+")
    gross_minor = models.BigIntegerField()
    pv_minor = models.BigIntegerField()
    cv_minor = models.BigIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.CheckConstraint(
                condition=Q(gross_minor__gte=0, pv_minor__gte=0, cv_minor__gte=0),
                name="price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="price_valid_for_a_day",
            ),
            ExclusionConstraint(
                name="one_current_price",
                expressions=[
                    (F("variant"), RangeOperators.EQUAL),
                    (F("channel"), RangeOperators.EQUAL),
                    (F("audience"), RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}/{self.channel_id}/{self.audience_id} from {self.valid_from}"
