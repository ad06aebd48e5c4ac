"""The inventory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    """Inventory: items, stock, reservations."""

    name = "inventory"
    verbose_name = _("Inventory")
