"""The shop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    """Shop: channels, catalogue, prices, checkout, orders, payments."""

    name = "shop"
    verbose_name = _("Shop")
