"""Who did what, when; append-only."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One deed. Actor and subject are labels and references, no foreign keys, no personal data."""

    at = models.DateTimeField()
    actor = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["action", "id"], name="audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
