"""The data key of one person, sealed by a master key."""

from __future__ import annotations

from django.db import models


class PersonKey(models.Model):
    """Deleting the row forgets the person."""

    person_id = models.UUIDField(primary_key=True)
    sealed_key = models.BinaryField()

    def __str__(self) -> str:
        return str(self.person_id)
