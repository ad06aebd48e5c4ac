"""What a reference like "run:12" means, and which page shows it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first word of a reference: what it is called, its page, and the name of the page's number.
_KINDS: dict[str, tuple[Promise, str, str]] = {
    "run": (_("Commission run %(number)s"), "staff_run", "run_id"),
    "payout": (_("Payout %(number)s"), "staff_payout", "batch_id"),
    "bank_entry": (_("Bank entry %(number)s"), "staff_bank_entry", "entry_id"),
    "member": (_("Partner %(number)s"), "staff_member", "member_id"),
    "order": (_("Order %(number)s"), "staff_order", "number"),
}
# References that a member stands in, such as "credit-notes:member:1031:3303c1".
_OF_A_MEMBER: dict[str, Promise] = {
    "credit-notes": _("Gutschriften, partner %(number)s"),
    "reserve-released": _("Reserve, partner %(number)s"),
}


def reference_words(reference: str) -> str:
    """Return a reference in words; one of an unknown kind stands for itself."""
    kind, _colon, number = reference.partition(":")
    owner = _owner(reference)
    if owner:
        return str(_OF_A_MEMBER[kind]) % {"number": owner}
    if kind not in _KINDS or not number:
        return reference
    return str(_KINDS[kind][0]) % {"number": number}


def order_of_movement(reference: str) -> int | None:
    """Return which order goods left for, from "order:26/delivery:6"."""
    kind, _colon, rest = reference.partition(":")
    order_id = rest.partition("/")[0]
    return int(order_id) if kind == "order" and order_id.isdigit() else None


def reference_url(reference: str, member_id: int | None = None) -> str:
    """Return the page of a reference, or an empty text; a member's lines where one is named."""
    kind, _colon, number = reference.partition(":")
    owner = _owner(reference)
    if owner:
        return reverse("storefront:staff_member_money", kwargs={"member_id": int(owner)})
    if kind not in _KINDS or not number or not (number.isdigit() or kind == "order"):
        return ""
    if kind == "run" and member_id is not None:
        given = {"run_id": int(number), "member_id": member_id}
        return reverse("storefront:staff_ledger_lines", kwargs=given)
    _words, page, argument = _KINDS[kind]
    value = number if argument == "number" else int(number)
    return reverse(f"storefront:{page}", kwargs={argument: value})


def _owner(reference: str) -> str:
    """Return the number of the member whose papers or reserve a reference is about."""
    kind, _colon, rest = reference.partition(":")
    whose, _colon, number = rest.partition(":")
    number = number.partition(":")[0]
    return number if kind in _OF_A_MEMBER and whose == "member" and number.isdigit() else ""
