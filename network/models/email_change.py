"""The wish to be reached, and to sign in, by another address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from network.models.account import Account


class EmailChange(models.Model):
    """From one address to another; it counts once the link at the new address was followed.

    Append-only but for the end: `done_at` when confirmed, `dropped_at` when another wish or the
    old owner stopped it.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="email_changes")
    old_sealed = models.BinaryField(null=True)
    new_sealed = models.BinaryField()
    new_digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="one_email_change_waiting",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True),
                name="email_change_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"e-mail change {self.pk} of account {self.account_id}"
