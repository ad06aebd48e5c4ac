"""The pages: shop, account, partner office, staff workflows."""

from __future__ import annotations

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages only; every rule lives in a room below."""

    name = "storefront"
    label = "storefront"
