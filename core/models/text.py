"""Texts that people read and agree to: imprint, terms, instructions, pages. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class TextVersion(models.Model):
    """One wording of a text in one language, in force from a day until the next one is.

    A country of "" means every country that has no wording of its own.
    """

    kind = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=5)
    version = models.CharField(max_length=64)
    valid_from = models.DateField()
    title = models.TextField()
    body = models.TextField()
    published_by = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "country", "language", "version"], name="text_version_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "country", "language", "valid_from"], name="text_one_from_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body="") & ~Q(version=""), name="text_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        place = f"{self.language}-{self.country}" if self.country else self.language
        return f"{self.kind} {place} {self.version}"
