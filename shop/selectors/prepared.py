"""Prepared carts: for the partner who made them, for the customer who got the link."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import company
from core.errors import NotFound, Refused
from core.paging import Page, PageRequest
from core.policy import Actor
from network.public import Buyer
from shop.models import PreparedCart
from shop.rules.order_maths import add_up
from shop.selectors.carts import CUSTOMER, CartRow, cart_lines, sale_of
from shop.selectors.channels import Sight, card_of
from shop.selectors.variants import shown_variants
from shop.values.prepared import PreparedCartView, PreparedMail, PreparedRow, WaitingCart

OPEN, ORDERED, EXPIRED, WITHDRAWN = "open", "ordered", "expired", "withdrawn"
SEE = "shop.see_prepared_carts"
MOST_WAITING = 5


class PreparedCartNotFound(NotFound):
    """There is no such prepared cart, or it is another partner's."""

    code = "shop.prepared_cart_not_found"


class PreparedCartClosed(Refused):
    """It was ordered, taken back, or it is too old."""

    code = "shop.prepared_cart_closed"


class PartnersBuyForThemselves(Refused):
    """A partner orders in a cart of their own, at partner's prices."""

    code = "shop.partners_buy_for_themselves"


def state_of(row: PreparedCart, at: datetime) -> str:
    """Return whether the cart can still be ordered, and if not, why."""
    if row.order_id is not None:
        return ORDERED
    if row.withdrawn_at is not None:
        return WITHDRAWN
    return OPEN if at < row.expires_at else EXPIRED


def insist_on_open(row: PreparedCart, at: datetime) -> None:
    """Refuse a cart that has ended.

    Raises: PreparedCartClosed.
    """
    if state_of(row, at) != OPEN:
        text = _("This cart cannot be ordered any more. Ask for a new link.")
        raise PreparedCartClosed(text, prepared_cart=row.pk)


def insist_on_customer(buyer: Buyer) -> None:
    """Refuse a partner: what partners buy is their own volume, not a customer's.

    Raises: PartnersBuyForThemselves.
    """
    if buyer.member_id is not None:
        text = _("This cart is for a customer. Order for yourself in your own cart.")
        raise PartnersBuyForThemselves(text)


def prepared_row(token: UUID) -> PreparedCart:
    """Return the cart of a link.

    Raises: PreparedCartNotFound.
    """
    found = PreparedCart.objects.select_related("channel").filter(token=token).first()
    if found is None:
        raise PreparedCartNotFound(_("There is no such cart. Ask for a new link."))
    return found


def prepared_cart(*, token: UUID, at: datetime) -> PreparedCartView:
    """Return a prepared cart to whoever holds its link.

    Raises: PreparedCartNotFound.
    """
    row = prepared_row(token)
    sight = Sight(card_of(row.channel), CUSTOMER, row.language, at, company())
    stored = list(row.lines.order_by("pk").values_list("pk", "variant", "quantity"))
    shown = shown_variants({variant for _pk, variant, _quantity in stored}, sight)
    lines = [CartRow(pk, shown[variant], quantity, "") for pk, variant, quantity in stored]
    sums = add_up([sale_of(line) for line in lines if line.variant.tag])
    name, _email = _recipients([row])[0]
    return PreparedCartView(
        token=row.token,
        member_id=row.member_id,
        name=name,
        state=state_of(row, at),
        expires_at=row.expires_at,
        channel=row.channel.slug,
        currency=row.channel.currency,
        lines=cart_lines(lines, sums, sight),
        taxes=sums.taxes,
        gross_minor=sums.gross_minor,
    )


def prepared_carts(
    *, actor: Actor, member_id: int, page: PageRequest, at: datetime
) -> Page[PreparedRow]:
    """List what a partner prepared, newest first, in two statements.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE, member_id=member_id)
    start, stop = page.bounds
    found = PreparedCart.objects.filter(member=member_id).annotate(pieces=Sum("lines__quantity"))
    rows = list(found.order_by("-pk")[start:stop])
    return page.page(
        PreparedRow(
            prepared_id=row.pk,
            token=row.token,
            name=name,
            email=email,
            state=state_of(row, at),
            prepared_at=row.prepared_at,
            expires_at=row.expires_at,
            pieces=row.pieces or 0,
        )
        for row, (name, email) in zip(rows, _recipients(rows), strict=True)
    )


def carts_waiting_for(*, actor: Actor, account_id: int, at: datetime) -> tuple[WaitingCart, ...]:
    """Return what was prepared for a customer and can still be ordered, the newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.list_own_orders", account_id=account_id)
    rows = PreparedCart.objects.filter(
        account=account_id, order=None, withdrawn_at=None, expires_at__gt=at
    ).annotate(pieces=Sum("lines__quantity"))
    return tuple(
        WaitingCart(row.token, row.member_id, row.prepared_at, row.expires_at, row.pieces or 0)
        for row in rows.order_by("-pk")[:MOST_WAITING]
    )


def prepared_mail(prepared_id: int) -> PreparedMail:
    """Return what the mail about a prepared cart needs; the caller is a reaction.

    Raises: PreparedCartNotFound.
    """
    row = PreparedCart.objects.filter(pk=prepared_id).first()
    if row is None:
        raise PreparedCartNotFound(_("There is no such cart. Ask for a new link."))
    name, email = _recipients([row])[0]
    return PreparedMail(
        row.token, row.member_id, name, email, row.language, row.expires_at, row.person_id
    )


def _recipients(rows: Sequence[PreparedCart]) -> list[tuple[str, str]]:
    sealed = [(row.person_id, bytes(row.recipient_sealed)) for row in rows]
    opened = (json.loads(text) for text in encryption.unseal_many_or(sealed, '["", ""]'))
    return [(name, email) for name, email in opened]
