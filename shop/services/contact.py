"""Check an address, and seal it (shop.selectors.contacts reads it)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import Invalid
from shop.values.orders import Contact

MAX_LENGTH = 200
_LABELS = {
    "name": _("name"),
    "email": _("e-mail"),
    "street": _("street and number"),
    "postcode": _("postcode"),
    "town": _("town"),
    "country": _("country"),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class BadContact(Invalid):
    """A field of the address is missing or cannot be right; facts name the field."""

    code = "shop.bad_contact"


class NoDeliveryThere(Invalid):
    """The channel does not deliver to this country."""

    code = "shop.no_delivery_there"


def insist_on_contact(contact: Contact, country: str) -> None:
    """Refuse an address no parcel and no paper could reach.

    Raises: BadContact; NoDeliveryThere — prices and taxes of a channel hold for its country only.
    """
    for field, value in asdict(contact).items():
        if not value.strip() or len(value) > MAX_LENGTH or not value.isprintable():
            text = _("Please fill in “%(field)s” in one line of at most 200 characters.")
            raise BadContact(text % {"field": _LABELS[field]}, field=field)
    if not _EMAIL.fullmatch(contact.email):
        text = _("This e-mail address cannot be right. Write it like name@example.com.")
        raise BadContact(text, field="email")
    if contact.country != country:
        text = _("This shop delivers within %(country)s only. Enter an address there.")
        raise NoDeliveryThere(text % {"country": country}, field="country")


def seal_contact(person_id: UUID, contact: Contact) -> bytes:
    """Return the address sealed for one person."""
    return encryption.seal(person_id, json.dumps(asdict(contact)))
