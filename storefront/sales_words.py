"""Words for what partners do to sell: prepared carts, parties, hostesses' credit."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTNERS_SALES: dict[str, dict[str, tuple[str, str | Promise]]] = {
    "prepared_cart": {
        "open": ("info", _("Open")),
        "ordered": ("good", _("Ordered")),
        "expired": ("", _("Expired")),
        "withdrawn": ("", _("Taken back")),
    },
    "party": {
        "open": ("info", _("Open")),
        "closed": ("good", _("Closed")),
        "cancelled": ("", _("Called off")),
    },
    "hostess_credit": {
        "granted": ("good", _("Granted")),
        "corrected": ("info", _("Corrected")),
        "used": ("", _("Used")),
        "given_back": ("info", _("Given back")),
    },
}
