"""The words of calculations: their states, and what is being done."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[str, str | Promise]]

CALCULATION: Words = {
    "waiting": ("", _("Waiting")),
    "underway": ("info", _("Under way")),
    "ended": ("good", _("Finished")),
    "stopped": ("warn", _("Stopped")),
    "failed": ("bad", _("Failed")),
}
CALCULATION_PARTS = {
    "reading": _("Reading partners and orders"),
    "standings": _("Working out volumes and ranks"),
    "corrections": _("Looking for returns of closed periods"),
    "members": _("Writing down who stands where"),
    "indexing": _("Indexing the lines"),
    "comparing": _("Comparing with the last run"),
    "checking": _("Looking whether it may be published"),
    "booking": _("Booking what everybody earned"),
}
