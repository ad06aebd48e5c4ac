"""Keep what a buyer answers on the way to the order."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from core import encryption
from network.public import Buyer
from shop.models import CheckoutLine
from shop.services.change_cart import open_cart_of
from shop.services.contact import checked_contact, seal_contact
from shop.values.orders import Choices, Contact


@transaction.atomic
def save_contact(*, token: UUID, contact: Contact, buyer: Buyer) -> None:
    """Keep where the order goes, sealed with a key of the cart's own.

    Raises: CartNotFound; CartIsOrdered; BadAddress; BadContact; NoDeliveryThere.
    """
    checkout = open_cart_of(token, buyer)
    checked = checked_contact(contact, checkout.channel.country)
    if checkout.person_id is None:
        checkout.person_id = encryption.new_person()
    checkout.contact_sealed = seal_contact(checkout.person_id, checked)
    checkout.save(update_fields=["person_id", "contact_sealed"])


@transaction.atomic
def save_choices(
    *, token: UUID, choices: Choices, line_purposes: Mapping[int, str], buyer: Buyer
) -> None:
    """Keep how to send, how to pay and what for; `place_order` checks all of it.

    `line_purposes` names lines that serve another purpose than the whole.

    Raises: CartNotFound; CartIsOrdered.
    """
    checkout = open_cart_of(token, buyer)
    checkout.shipping_code = choices.shipping[:50]
    checkout.payment_code = choices.payment[:20]
    checkout.purpose = choices.purpose[:10]
    checkout.save(update_fields=["shipping_code", "payment_code", "purpose"])
    lines = list(checkout.lines.all())
    for line in lines:
        line.purpose = line_purposes.get(line.pk, "")[:10]
    CheckoutLine.objects.bulk_update(lines, ["purpose"])
