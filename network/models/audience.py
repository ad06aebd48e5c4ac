"""Whom a price is for: data, so that a company can add its own."""

from __future__ import annotations

from django.db import models


class Audience(models.Model):
    """A price group: customer, partner or reseller from the start."""

    code = models.SlugField(primary_key=True, max_length=32)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.code
