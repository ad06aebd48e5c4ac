"""Ledger, statements, bank accounts and payouts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    """Finance: what is owed, to whom, and how it leaves the bank."""

    name = "finance"
    verbose_name = _("Finance")
