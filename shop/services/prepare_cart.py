"""Fill a cart for a customer, take it back, and let the customer take it over."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.company import company, local_date
from core.errors import Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from network.public import Buyer, account_card, buyer_for, member_card
from shop.events import CartPrepared
from shop.models import (
    Checkout,
    CheckoutLine,
    Party,
    PreparedCart,
    PreparedCartLine,
    ProductVariant,
)
from shop.selectors.carts import CUSTOMER
from shop.selectors.channels import Sight, channel_card
from shop.selectors.parties import PartyNotFound, insist_on_open_party
from shop.selectors.prepared import (
    PreparedCartNotFound,
    insist_on_customer,
    insist_on_open,
    prepared_row,
)
from shop.selectors.variants import shown_variants
from shop.services.change_cart import MAX_LINES, CartFull, insist_on_quantity, unknown_sku
from shop.services.contact import BadContact, checked_email
from shop.services.place_order import CartIsEmpty, insist_on_sale
from shop.values.prepared import NewPreparedCart

PREPARE = "shop.prepare_cart"
GOOD_FOR = timedelta(days=14)
MOST_OPEN = 100
MOST_A_DAY = 150
MOST_SIGNS = 120


class NotYourCustomer(Refused):
    """The account is not credited to this partner."""

    code = "shop.not_your_customer"


class TooManyPreparedCarts(Refused):
    """So many links at once are no recommendations any more."""

    code = "shop.too_many_prepared_carts"


class PartnerNotActive(Refused):
    """Only an active position recommends; a suspended one waits, one that has left does not."""

    code = "shop.partner_not_active"


@transaction.atomic
def prepare_cart(*, actor: Actor, wish: NewPreparedCart, at: datetime) -> UUID:
    """Fill a cart for a customer, who gets a link by mail; return the token of the link.

    The customer sees customers' prices, may change quantities, orders and pays; the order is
    credited to the partner who prepared it.

    Raises: NotAllowed; PartnerNotActive; NotYourCustomer; TooManyPreparedCarts; BadContact;
    PartyNotFound; PartyNotOpen; UnknownSku; NotForSale; BadQuantity; CartIsEmpty; CartFull;
    ChannelNotFound.
    """
    policy.require(actor, PREPARE, member_id=actor.member_id)
    assert actor.member_id is not None
    if not member_card(actor.member_id).is_active:
        raise PartnerNotActive(_("Your position is not active, so you cannot prepare carts."))
    take(Lock.ORDER, f"prepared-by:{actor.member_id}")
    _insist_on_room(actor.member_id, at)
    name, email = _recipient(actor.member_id, wish, at)
    party = _party(actor.member_id, wish.party)
    channel = channel_card(wish.channel)
    sight = Sight(channel, CUSTOMER, wish.language, at, company())
    wanted = _wanted(wish, sight)
    person_id = encryption.new_person()
    row = PreparedCart.objects.create(
        channel_id=channel.channel_id,
        language=wish.language,
        member_id=actor.member_id,
        account_id=wish.account_id,
        person_id=person_id,
        recipient_sealed=encryption.seal(person_id, json.dumps([name, email])),
        party=party,
        prepared_at=at,
        expires_at=at + GOOD_FOR,
    )
    PreparedCartLine.objects.bulk_create(
        PreparedCartLine(prepared=row, variant_id=variant_id, quantity=quantity)
        for variant_id, quantity in wanted.items()
    )
    publish(CartPrepared(prepared_id=row.pk, at=at))
    return row.token


@transaction.atomic
def withdraw_prepared_cart(*, actor: Actor, prepared_id: int, at: datetime) -> None:
    """Take a prepared cart back; its link opens nothing any more.

    Raises: PreparedCartNotFound — unknown or another partner's; PreparedCartClosed.
    """
    take(Lock.ORDER, f"prepared:{prepared_id}")
    row = PreparedCart.objects.filter(pk=prepared_id).first()
    if row is None or not policy.allowed(actor, PREPARE, member_id=row.member_id):
        raise PreparedCartNotFound(_("There is no such cart. Ask for a new link."))
    insist_on_open(row, at)
    PreparedCart.objects.filter(pk=prepared_id).update(withdrawn_at=at)
    audit.record(actor=actor, action=PREPARE, subject=f"prepared_cart:{prepared_id}", at=at,
                 facts={"what": "withdraw"})  # fmt: skip


@transaction.atomic
def take_prepared_cart(
    *, token: UUID, quantities: Mapping[int, int], buyer: Buyer, at: datetime
) -> UUID:
    """Take a prepared cart over with the wanted quantities; return the token of the new cart.

    `quantities` are by line; 0 leaves a line out.

    Raises: PreparedCartNotFound; PreparedCartClosed; PartnersBuyForThemselves; BadQuantity;
    CartIsEmpty.
    """
    row = prepared_row(token)
    insist_on_open(row, at)
    insist_on_customer(buyer)
    stored = row.lines.order_by("pk").values_list("pk", "variant", "quantity")
    wanted = {variant: quantities.get(pk, quantity) for pk, variant, quantity in stored}
    chosen = {variant: quantity for variant, quantity in wanted.items() if quantity}
    for quantity in chosen.values():
        insist_on_quantity(quantity)
    if not chosen:
        raise CartIsEmpty(_("The cart is empty. Put something in before you order."))
    checkout = Checkout.objects.create(
        channel=row.channel, account_id=buyer.account_id, language=row.language, created_at=at,
        prepared=row,
    )  # fmt: skip
    CheckoutLine.objects.bulk_create(
        CheckoutLine(checkout=checkout, variant_id=variant, quantity=quantity)
        for variant, quantity in chosen.items()
    )
    return checkout.token


def _insist_on_room(member_id: int, at: datetime) -> None:
    still_open = PreparedCart.objects.filter(
        member=member_id, order__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    if still_open.count() >= MOST_OPEN:
        text = _("You have %(most)s open carts. Take back some before you prepare another one.")
        raise TooManyPreparedCarts(text % {"most": MOST_OPEN})
    # Each one sends a mail; taking it back does not unsend it.
    today = PreparedCart.objects.filter(member=member_id, prepared_at__gt=at - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        text = _("You have prepared %(most)s carts since yesterday. Go on tomorrow.")
        raise TooManyPreparedCarts(text % {"most": MOST_A_DAY})


def _recipient(member_id: int, wish: NewPreparedCart, at: datetime) -> tuple[str, str]:
    if wish.account_id is not None:
        credited = buyer_for(wish.account_id, None, local_date(at)).credited_member_id
        if credited != member_id:
            raise NotYourCustomer(_("This is no customer of yours."), field="customer")
        card = account_card(wish.account_id)
        return card.name, card.email
    name = wish.name.strip()
    if not name or len(name) > MOST_SIGNS or not name.isprintable():
        raise BadContact(_("Write your customer's name in one line."), field="name")
    return name, checked_email(wish.email)


def _party(member_id: int, number: int) -> Party | None:
    if not number:
        return None
    found = Party.objects.filter(number=number, member=member_id).first()
    if found is None:
        raise PartyNotFound(_("There is no such party."), field="party")
    insist_on_open_party(found)
    return found


def _wanted(wish: NewPreparedCart, sight: Sight) -> dict[int, int]:
    """Return quantities by variant; everything has to be on sale for customers."""
    wanted: Counter[str] = Counter()
    for sku, quantity in wish.lines:
        insist_on_quantity(quantity)
        wanted[sku] += quantity
    if not wanted:
        raise CartIsEmpty(_("Enter at least one product."))
    if len(wanted) > MAX_LINES:
        raise CartFull(_("The cart is full. Order what is in it and start another one."))
    readable = [sku for sku in wanted if sku.isprintable()]
    ids = dict(ProductVariant.objects.filter(sku__in=readable).values_list("sku", "pk"))
    for sku in wanted:
        if sku not in ids:
            raise unknown_sku(sku)
    for variant in shown_variants(ids.values(), sight).values():
        insist_on_sale(variant)
    for quantity in wanted.values():
        insist_on_quantity(quantity)
    return {ids[sku]: quantity for sku, quantity in wanted.items()}
