"""What somebody who wants to become a partner has entered so far."""

from __future__ import annotations

from django.db import models

from network.models.account import Account


class ApplicationDraft(models.Model):
    """The answers of one application that was not handed in yet, sealed with the person's key."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="draft_changed")]

    def __str__(self) -> str:
        return f"application of account {self.pk}"
