"""Which entries the header, the partner office and the staff office show to whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import policy
from storefront.visits import VisitRequest

Label = str | Promise

# address name, label, the policy action that opens it
OFFICE: tuple[tuple[str, Label], ...] = (
    ("office", _("Overview")),
    ("earnings", _("Earnings")),
    ("team", _("Team")),
    ("bank_account", _("Bank account")),
)
STAFF: tuple[tuple[str, Label, str], ...] = (
    ("staff_orders", _("Orders"), "shop.list_orders"),
    ("staff_documents", _("Invoices"), "finance.list_documents"),
    ("staff_runs", _("Commission runs"), "commissions.see_runs"),
    ("staff_payouts", _("Payouts"), "finance.see_payouts"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a menu; `here` marks the part of the site one is in."""

    url: str
    label: Label
    here: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """The links of one page's frame; `tabs` belong to the office one is in."""

    top: tuple[Entry, ...]
    tabs: tuple[Entry, ...]


def menu_of(request: VisitRequest) -> Menu:
    """Return the links this person may follow."""
    visit, path = request.visit, request.path
    office, staff = _office_tabs(path), _staff_tabs(request)
    top = [_entry("products", _("Shop"), path)]
    if policy.allowed(visit.actor, "storefront.see_partner_office"):
        top.append(_entry("office", _("Partner office"), path))
    if staff:
        top.append(Entry(staff[0].url, _("Staff"), path.startswith("/staff/")))
    tabs: tuple[Entry, ...] = ()
    if path.startswith(reverse("storefront:office")):
        tabs = office
    elif path.startswith("/staff/"):
        tabs = staff
    return Menu(tuple(top), tabs)


def _office_tabs(path: str) -> tuple[Entry, ...]:
    home = reverse("storefront:office")
    entries = (_entry(name, label, path) for name, label in OFFICE)
    return tuple(
        Entry(entry.url, entry.label, entry.here and (entry.url != home or path == home))
        for entry in entries
    )


def _staff_tabs(request: VisitRequest) -> tuple[Entry, ...]:
    actor = request.visit.actor
    return tuple(
        _entry(name, label, request.path)
        for name, label, action in STAFF
        if policy.allowed(actor, action)
    )


def _entry(name: str, label: Label, path: str) -> Entry:
    url = reverse(f"storefront:{name}")
    return Entry(url, label, path.startswith(url))
