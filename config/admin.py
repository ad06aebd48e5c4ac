"""The demo's history in the admin: to look at. The worker tells it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from config.models import DemoTelling, DemoThing


class _OnlyToLookAt(ModelAdmin):  # type: ignore[misc]
    """Rows that nobody makes, changes or removes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the history writes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the history goes on from them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the history would be told again."""
        return False


@admin.register(DemoTelling)
class DemoTellingAdmin(_OnlyToLookAt):
    """How far the history is told."""

    list_display = (
        "size",
        "seed",
        "told_until",
        "steps_done",
        "steps_total",
        "steps_refused",
        "finished_at",
    )


@admin.register(DemoThing)
class DemoThingAdmin(_OnlyToLookAt):
    """What the history calls things."""

    list_display = ("name", "number")
    search_fields = ("name",)
    ordering = ("name",)
