"""Pages of the admin that only show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline


class ReadOnly:
    """Shows and never writes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a use case adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a use case changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing is deleted."""
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin):  # type: ignore[misc]
    """A list and a page that only show; nobody waits for the count of a long table."""

    show_full_result_count = False


class ReadOnlyInline(ReadOnly, TabularInline):  # type: ignore[misc]
    """Rows beneath a page that only show."""

    extra = 0
