"""Let a cart's order belong to a party, and let a hostess' credit pay for a cart."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.locks import Lock, take
from network.public import Buyer
from shop.models import Checkout, Party, PreparedCart
from shop.rules.hostess_credit import used_minor
from shop.selectors.parties import (
    PartyNotOpen,
    balance_of,
    insist_on_open_party,
    party_by_code,
    state_of,
)
from shop.services.change_cart import open_cart_of
from shop.services.party_credit import CreditIsGone, party_of_credit
from shop.values.parties import OPEN


@transaction.atomic
def use_credit_code(*, token: UUID, code: str, buyer: Buyer) -> None:
    """Let a hostess' credit pay for the goods in a cart; whoever holds the code may use it.

    Raises: CartNotFound; CartIsOrdered; NoSuchCredit.
    """
    checkout = open_cart_of(token, buyer)
    checkout.credit = party_of_credit(code, checkout.channel.currency)
    checkout.save(update_fields=["credit"])


@transaction.atomic
def leave_credit_out(*, token: UUID, buyer: Buyer) -> None:
    """Pay the cart without the credit after all.

    Raises: CartNotFound; CartIsOrdered.
    """
    checkout = open_cart_of(token, buyer)
    checkout.credit = None
    checkout.save(update_fields=["credit"])


def open_party(checkout: Checkout, prepared: PreparedCart | None, code: str) -> Party | None:
    """Return the party an order belongs to: that of a prepared cart, else of the code.

    It cannot be closed, nor the cart's credit be used elsewhere, until the order stands. A
    prepared cart outlives its party: it is ordered all the same, and belongs to none then.

    Raises: PartyNotFound; PartyNotOpen.
    """
    party_id = prepared.party_id if prepared is not None else _party_of(code)
    numbers = {each for each in (party_id, checkout.credit_id) if each is not None}
    take(Lock.ORDER, *(f"party:{each}" for each in numbers))
    if party_id is None:
        return None
    party = Party.objects.get(pk=party_id)
    if prepared is not None:
        fits = party.channel_id == checkout.channel_id and state_of(party) == OPEN
        return party if fits else None
    insist_on_open_party(party)
    if party.channel_id != checkout.channel_id:
        text = _("This party is held in another country. Order without it.")
        raise PartyNotOpen(text, party=party.number)
    return party


def credit_for(checkout: Checkout, goods_minor: int) -> int:
    """Return what the chosen credit, which is locked, pays of the goods.

    Raises: CreditIsGone.
    """
    if checkout.credit_id is None:
        return 0
    amount = used_minor(balance_of(checkout.credit_id), goods_minor)
    if not amount and goods_minor:
        text = _("The credit was used up meanwhile. Take it out of the cart and order again.")
        raise CreditIsGone(text)
    return amount


def _party_of(code: str) -> int | None:
    if not code:
        return None
    return party_by_code(code).pk
