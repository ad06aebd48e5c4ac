"""Stock in the admin: to look at. Changes go through the use cases."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from inventory.models import ExpectedReturn, Item, Reservation, Stock, StockMovement


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows and never writes."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a use case adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a use case changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: nothing is deleted."""
        return False


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    """Items."""

    list_display = ("sku", "name", "created_at")
    search_fields = ("sku", "name")
    ordering = ("sku",)


@admin.register(Stock)
class StockAdmin(ReadOnlyAdmin):
    """What is there and what of it is promised."""

    list_display = ("item", "on_hand", "reserved")
    list_select_related = ("item",)
    search_fields = ("item__sku",)
    ordering = ("item__sku",)


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    """What came and went."""

    list_display = ("at", "item", "kind", "quantity", "reference", "reason", "actor")
    list_filter = ("kind",)
    list_select_related = ("item",)
    search_fields = ("=reference", "item__sku")
    ordering = ("-pk",)


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    """What is promised to whom."""

    list_display = (
        "order_ref",
        "item",
        "quantity",
        "shipped",
        "released",
        "state",
        "reserved_at",
        "closed_at",
    )
    list_filter = ("state",)
    list_select_related = ("item",)
    search_fields = ("=order_ref", "item__sku")
    ordering = ("-pk",)


@admin.register(ExpectedReturn)
class ExpectedReturnAdmin(ReadOnlyAdmin):
    """What buyers send back."""

    list_display = ("return_ref", "item", "quantity", "restocked", "scrapped", "closed_at")
    list_select_related = ("item",)
    search_fields = ("=return_ref", "item__sku")
    ordering = ("-pk",)
