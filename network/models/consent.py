"""What a person agreed to, in which wording, when."""

from __future__ import annotations

from django.db import models

from network.models.account import Account


class Consent(models.Model):
    """One agreement, like the partner agreement in its version of 2026-01. Append-only."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    kind = models.SlugField(max_length=64)
    text_version = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "text_version"], name="consent_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id}: {self.kind} {self.text_version}"
