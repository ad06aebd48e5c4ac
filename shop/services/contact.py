"""Check where an order goes, and seal it (shop.selectors.contacts reads it)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core import encryption
from core.addresses import Address, BadAddress, checked_address, country_name
from core.errors import Invalid
from shop.values.orders import Contact

MAX_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_VAT_ID = re.compile(r"[A-Z]{2}[A-Z0-9+*]{2,13}")


class BadContact(Invalid):
    """A field is missing or cannot be right; facts name the field."""

    code = "shop.bad_contact"


class NoDeliveryThere(Invalid):
    """The channel does not deliver to this country."""

    code = "shop.no_delivery_there"


def checked_contact(contact: Contact, country: str) -> Contact:
    """Return the contact tidied, or refuse what no parcel, mail or paper could reach.

    Facts of a refusal about the billing address name its field as "billing_postcode".
    Raises: BadAddress; BadContact; NoDeliveryThere — prices and taxes of a channel hold for its
    country only.
    """
    if contact.address.country != country:
        text = _("We deliver within %(country)s here. Enter an address there or switch country.")
        raise NoDeliveryThere(text % {"country": country_name(country)}, field="country")
    return replace(
        contact,
        email=checked_email(contact.email),
        address=checked_address(contact.address, for_parcels=True),
        billing=_checked_billing(contact),
        vat_id=_checked_vat_id(contact),
    )


def seal_contact(person_id: UUID, contact: Contact) -> bytes:
    """Return the contact sealed for one person."""
    return encryption.seal(person_id, json.dumps(asdict(contact)))


def checked_email(text: str) -> str:
    """Return a mail address without blanks around it.

    Raises: BadContact.
    """
    email = text.strip()
    if len(email) > MAX_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        hint = _("This e-mail address cannot be right. Write it like name@example.com.")
        raise BadContact(hint, field="email")
    return email


def _checked_billing(contact: Contact) -> Address | None:
    if contact.billing is None:
        return None
    try:
        return checked_address(contact.billing)
    except BadAddress as refusal:
        raise BadAddress(refusal.message, field=f"billing_{refusal.facts['field']}") from None


def _checked_vat_id(contact: Contact) -> str:
    vat_id = re.sub(r"[\s.-]", "", contact.vat_id).upper()
    if not vat_id:
        return ""
    if not _VAT_ID.fullmatch(vat_id):
        hint = _("This VAT id cannot be right. Write it like DE123456789, or leave it out.")
        raise BadContact(hint, field="vat_id")
    if not contact.paper_address.company:
        hint = _("A VAT id belongs to a company. Enter its name, or leave the id out.")
        raise BadContact(hint, field="vat_id")
    return vat_id
