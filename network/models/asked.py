"""What one member of staff asks for and another decides: the columns that all such wishes share."""

from __future__ import annotations

from django.db import models


class Asked(models.Model):
    """Who asked from which day on and why; who decided, how and why.

    Append-only but for the decision, which is written once.
    """

    valid_from = models.DateField()
    reason = models.TextField()
    requested_by = models.TextField()
    requested_by_account = models.BigIntegerField()
    requested_at = models.DateTimeField()
    is_approved = models.BooleanField(null=True)
    decision_reason = models.TextField(null=True)
    decided_by = models.TextField(null=True)
    decided_by_account = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
