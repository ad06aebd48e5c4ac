"""Number series without gaps."""

from __future__ import annotations

from django.db import models


class NumberSeries(models.Model):
    """The next number of a series; taken under a lock in the transaction that uses it."""

    key = models.CharField(max_length=40, primary_key=True)
    next_number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.next_number}"
