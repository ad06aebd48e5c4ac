"""Which entries the header, the partner office and the staff office show to whom.

An entry is added to its group below; pages that only belong to another one need none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import policy
from core.policy import Actor
from storefront.visits import VisitRequest

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """An address by its url name, its words and drawing, the policy action that opens it.

    `also` begins the addresses of further pages that belong to it, below the office's own.
    """

    name: str
    label: Label
    icon: str
    action: str = ""
    also: tuple[str, ...] = ()


OFFICE: tuple[tuple[Label, tuple[Item, ...]], ...] = (
    (
        _("My business"),
        (
            Item("office", _("Overview"), "home"),
            Item("team", _("Team"), "tree", "storefront.see_team"),
            Item("customers", _("Customers"), "people", "storefront.see_team"),
            Item("link", _("Link and QR code"), "link"),
            Item("prepared_carts", _("Prepared carts"), "cart", "storefront.see_team"),
            Item("parties", _("Parties"), "heart", "storefront.see_team"),
            Item("public_profile", _("Profile"), "account"),
        ),
    ),
    (
        _("My money"),
        (
            Item("money", _("Your money"), "money"),
            Item("earnings", _("Earnings"), "chart", also=("statements/",)),
            Item("inquiries", _("Inquiries"), "mail"),
            Item("credit_notes", _("Gutschriften"), "receipt"),
            Item("tax", _("Tax"), "flag"),
            Item("bank_account", _("Bank account"), "document"),
        ),
    ),
)
MAKERS = ("new/category/", "new/manufacturer/", "manufacturers/")
STAFF: tuple[tuple[Label, tuple[Item, ...]], ...] = (
    (
        _("Sales"),
        (
            Item("staff_orders", _("Orders"), "receipt", "shop.list_orders"),
            Item("staff_returns", _("Returns"), "return", "shop.see_returns"),
            Item("staff_withdrawals", _("Withdrawals"), "mail", "shop.see_withdrawals"),
            Item("staff_refunds", _("Refunds"), "money", "shop.see_refunds"),
            Item("enter_order", _("Enter an order"), "plus", "shop.enter_order"),
            Item("staff_transfers", _("Incoming payments"), "money", "shop.see_incoming_payments"),
            Item("staff_documents", _("Invoices"), "document", "finance.list_documents"),
            Item("staff_mails", _("Mails"), "mail", "desk.see_mails"),
        ),
    ),
    (
        _("People"),
        (
            Item("staff_members", _("Partners"), "people", "network.find_members"),
            Item("staff_applications", _("Applications"), "flag", "network.list_applications"),
            Item("staff_accounts", _("Accounts"), "account", "network.see_accounts"),
            Item("staff_moves", _("Sponsor changes"), "tree", "network.change_sponsor"),
            Item("staff_persons", _("Positions of a person"), "people", "network.join_positions"),
            Item("staff_inactive", _("Inactive partners"), "alert", "network.change_status"),
            Item("staff_awards", _("Awarded ranks"), "star", "commissions.award_rank"),
            Item("staff_placement", _("Placement"), "tree", "network.see_placement"),
        ),
    ),
    (
        _("Goods"),
        (
            Item("staff_products", _("Products"), "tag", "shop.see_catalogue", ("new/product/",)),
            Item("staff_shelves", _("Shelves and makers"), "leaf", "shop.see_catalogue", MAKERS),
            Item("staff_attributes", _("Attributes"), "filter", "shop.edit_catalogue"),
            Item("staff_stock", _("Stock"), "parcel", "inventory.see_stock"),
        ),
    ),
    (
        _("Commissions"),
        (
            Item("staff_closings", _("Closing"), "chart", "commissions.see_runs"),
            Item("staff_plans", _("Plans"), "leaf", "commissions.see_runs", ("plan-proposals/",)),
            Item("staff_statements", _("Statements"), "document", "finance.see_statements"),
            Item("staff_inquiries", _("Inquiries"), "mail", "commissions.see_inquiries"),
            Item("staff_credit_notes", _("Gutschriften"), "receipt", "finance.list_credit_notes"),
            Item("staff_taxes", _("Tax statuses"), "flag", "network.decide_tax_status"),
            Item("staff_payouts", _("Payouts"), "money", "finance.see_payouts"),
            Item("staff_bank", _("Bank statements"), "document", "finance.see_bank_entries"),
            Item("staff_rates", _("Exchange rates"), "globe", "finance.see_rates"),
            Item("staff_ledger", _("Ledger"), "chart", "finance.see_ledger"),
            Item("staff_holds", _("Holds"), "alert", "finance.change_holds"),
        ),
    ),
    (
        _("Company"),
        (
            Item("staff_texts", _("Texts"), "document", "core.edit_texts"),
            Item("staff_company", _("Company"), "settings", "core.edit_company"),
            Item("staff_hostess_credit", _("Hostess credit"), "heart", "shop.set_hostess_credit"),
            Item("staff_look", _("Look"), "palette", "core.edit_company"),
        ),
    ),
)
ACCOUNT: tuple[tuple[Label, tuple[Item, ...]], ...] = (
    (
        _("My account"),
        (
            Item("account", _("Overview"), "home"),
            Item("addresses", _("Addresses"), "parcel"),
            Item("profile", _("Profile"), "account"),
            Item("security", _("Sign-in and devices"), "settings"),
            Item("privacy", _("Privacy"), "people"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a menu; `here` marks the part of the site one is in."""

    url: str
    label: Label
    here: bool
    icon: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Links that belong together."""

    label: Label
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """The links of one page's frame; `groups` belong to the office one is in.

    The account has groups too, but lies in the shop: the shop's own links stay around it.
    """

    top: tuple[Entry, ...]
    title: Label = ""
    groups: tuple[Group, ...] = ()
    in_shop: bool = False

    @property
    def here(self) -> Label:
        """Return the words of the page's own entry, for the folded menu; empty where none is."""
        entries = (entry for group in self.groups for entry in group.entries)
        return next((entry.label for entry in entries if entry.here), "")


def menu_of(request: VisitRequest) -> Menu:
    """Return the links this person may follow."""
    actor, path = request.visit.actor, request.path
    office, staff = reverse("storefront:office"), reverse("storefront:staff")
    top = []
    if policy.allowed(actor, "storefront.see_partner_office"):
        top.append(Entry(office, _("Partner office"), path.startswith(office), "tree"))
    if policy.allowed(actor, "storefront.see_staff_office"):
        top.append(Entry(staff, _("Staff"), path.startswith(staff), "settings"))
    if path.startswith(office):
        return Menu(tuple(top), _("Partner office"), _groups(OFFICE, actor, path, office))
    if path.startswith(staff):
        return Menu(tuple(top), _("Staff"), _groups(STAFF, actor, path, staff))
    if path.startswith(reverse("storefront:account")) and request.visit.is_signed_in:
        groups = _groups(ACCOUNT, actor, path)
        return Menu(tuple(top), _("My account"), groups, in_shop=True)
    return Menu(tuple(top), in_shop=True)


def _groups(
    wanted: Iterable[tuple[Label, tuple[Item, ...]]], actor: Actor, path: str, office: str = ""
) -> tuple[Group, ...]:
    groups = [Group(label, tuple(_entries(items, actor, office))) for label, items in wanted]
    starts = {
        start: entry.url
        for group in groups
        for entry in group.entries
        for start in (entry.url, *entry.also)
    }
    here = starts.get(max(filter(path.startswith, starts), key=len, default=""), "")
    return tuple(
        Group(group.label, tuple(_marked(entry, here) for entry in group.entries))
        for group in groups
        if group.entries
    )


def _entries(items: Iterable[Item], actor: Actor, office: str) -> Iterable[Entry]:
    for item in items:
        if not item.action or policy.allowed(actor, item.action):
            also = tuple(office + start for start in item.also)
            yield Entry(reverse(f"storefront:{item.name}"), item.label, False, item.icon, also)


def _marked(entry: Entry, here: str) -> Entry:
    return replace(entry, here=entry.url == here)
