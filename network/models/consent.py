"""What a person agreed to, in which wording, when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from network.models.account import Account


class Consent(models.Model):
    """One agreement, like the partner agreement in its version of 2026-01.

    Append-only but for `withdrawn_at`, which is set once; who agrees again gets a new row.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    kind = models.SlugField(max_length=64)
    text_version = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "text_version"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("accepted_at")),
                name="consent_given_before_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id}: {self.kind} {self.text_version}"
