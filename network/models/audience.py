"""Whom a price is for: data, so that a company can add its own."""

from __future__ import annotations

from django.apps.registry import Apps
from django.apps.registry import apps as registry
from django.db import models

FIRST_AUDIENCES = {"customer": "Customer", "partner": "Partner", "reseller": "Reseller"}


class Audience(models.Model):
    """A price group: customer, partner or reseller from the start."""

    code = models.SlugField(primary_key=True, max_length=32)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.code


def add_first_audiences(using: str, apps: Apps = registry, **_signal: object) -> None:
    """Add the audiences that every company starts with, whenever tables were made or emptied."""
    try:
        audiences = apps.get_model("network", "Audience").objects.using(using)
    except LookupError:  # the room's tables were just taken down
        return
    for code, name in FIRST_AUDIENCES.items():
        audiences.get_or_create(code=code, defaults={"name": name})
