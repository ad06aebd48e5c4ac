"""Signed plans: the bytes themselves, with their hash and who signed them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class PlanVersion(models.Model):
    """One version of a plan, in force from a day until the next version begins. Append-only.

    `document` is the text that partners agreed to; everything else is read from it.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.TextField()
    document = models.BinaryField()
    examples = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=80)
    signed_by_account = models.BigIntegerField(null=True)
    approved_by = models.CharField(max_length=80)
    approved_by_account = models.BigIntegerField(null=True)
    activated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="plan_one_version_a_day"),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_from_one"),
            models.CheckConstraint(
                condition=~Q(approved_by=F("signed_by")), name="plan_signed_by_two"
            ),
            models.CheckConstraint(
                condition=Q(approved_by_account__isnull=True)
                | ~Q(approved_by_account=F("signed_by_account")),
                name="plan_signed_by_two_accounts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
