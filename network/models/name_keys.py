"""Sealed names made findable: keyed digests of their beginnings."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class NameKeys(models.Model):
    """What a person is found by. Goes with the person's data key: who is forgotten is not found."""

    person = models.OneToOneField(
        "core.PersonKey", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    keys = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="name_beginnings")]

    def __str__(self) -> str:
        return str(self.pk)
