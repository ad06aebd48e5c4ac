"""What a buyer has answered so far on the way to the order."""

from __future__ import annotations

from uuid import UUID

from network.public import Buyer
from shop.selectors.carts import checkout_for
from shop.selectors.contacts import read_contact
from shop.values.carts import Answers
from shop.values.orders import Choices


def checkout_answers(*, token: UUID, buyer: Buyer) -> Answers:
    """Return what is known for this cart.

    Raises: CartNotFound.
    """
    checkout = checkout_for(token, buyer.account_id)
    return Answers(
        contact=read_contact(checkout.person_id, checkout.contact_sealed),
        choices=Choices(checkout.shipping_code, checkout.payment_code, checkout.purpose),
    )
