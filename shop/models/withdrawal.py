"""Statements of withdrawal, kept as they were sent."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order
from shop.models.returns import Return


class Verdict(models.TextChoices):
    """What the shop made of a statement at once. Nothing is refused: the doubtful is looked at."""

    IN_TIME = "in_time", _("in time")
    OPEN = "open", _("period open")
    REPEATED = "repeated", _("repeated")
    LATE = "late", _("late")
    UNKNOWN_ORDER = "unknown_order", _("unknown order")
    OTHER_EMAIL = "other_email", _("another e-mail address")
    BUSINESS = "business", _("bought for resale")
    IN_WORDS = "in_words", _("chosen in words")
    TOO_MANY = "too_many", _("many statements at once")
    UNCLEAR = "unclear", _("to be looked at")


DONE_AT_ONCE = (Verdict.IN_TIME, Verdict.OPEN, Verdict.REPEATED)


class Withdrawal(models.Model):
    """A statement, sealed with a person key of its own; its digest proves that it never changed.

    Only what was made of it may be added, once: which order, which return, who looked at it when.
    """

    token = models.UUIDField(unique=True, default=uuid4)
    key = models.UUIDField(unique=True)
    person_id = models.UUIDField()
    statement_sealed = models.BinaryField()
    statement_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    zone = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    verdict = models.CharField(max_length=14, choices=Verdict.choices)
    deadline = models.DateTimeField(null=True)
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="withdrawals"
    )
    of_return = models.ForeignKey(
        Return, null=True, on_delete=models.PROTECT, related_name="withdrawals"
    )
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(null=True)
    outcome = models.TextField(null=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        indexes = [
            models.Index(
                fields=["-id"],
                condition=Q(reviewed_at__isnull=True)
                & ~Q(verdict__in=["in_time", "open", "repeated"]),
                name="withdrawals_to_review",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reviewed_at__isnull=True, reviewed_by__isnull=True, outcome__isnull=True
                )
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, outcome__isnull=False),
                name="withdrawal_reviewed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal {self.pk}"
