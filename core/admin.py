"""The company's texts and look in the admin: to look at. Use cases change them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from core.models import TextVersion, ThemeSettings


@admin.register(TextVersion)
class TextVersionAdmin(ModelAdmin):  # type: ignore[misc]
    """Every wording of every text."""

    list_display = ("kind", "country", "language", "version", "valid_from", "title")
    list_filter = ("kind", "language", "country")
    search_fields = ("title", "=version")
    ordering = ("kind", "language", "-valid_from")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the use case publishes."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a wording is never edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: people agreed to it."""
        return False


@admin.register(ThemeSettings)
class ThemeAdmin(ModelAdmin):  # type: ignore[misc]
    """How the company's pages look."""

    list_display = ("company", "short_name", "brand_light", "brand_dark", "ground", "corners")
    exclude = ("logo",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the use case checks the contrast."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the use case checks the contrast."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a company without a theme has the house's own."""
        return False
