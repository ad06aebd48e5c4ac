"""Tasks in the admin: to look at. They are opened by reactions and completed by use cases."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from desk.models import Task


@admin.register(Task)
class TaskAdmin(ModelAdmin):  # type: ignore[misc]
    """What members have to do."""

    list_display = ("id", "member_id", "kind", "subject_ref", "due_on", "done_at")
    list_filter = ("kind",)
    search_fields = ("=member__id", "=subject_ref")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: reactions open tasks."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the use case completes tasks."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: done tasks stay."""
        return False
