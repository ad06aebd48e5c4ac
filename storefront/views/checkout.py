"""From the cart to the order in three steps: address, delivery and payment, overview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
import shop.public as shop
from storefront.forms.checkout import AddressForm, OrderForm, WaysForm, address_initial
from storefront.pages import page, show
from storefront.qr import transfer_svg
from storefront.steps import Steps, steps_of
from storefront.views.cart import open_cart
from storefront.visits import Visit, VisitRequest

STEPS = (
    (_("Address"), "checkout"),
    (_("Delivery and payment"), "checkout_ways"),
    (_("Check and order"), "checkout_review"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def checkout(request: VisitRequest) -> HttpResponse:
    """Ask where the parcel goes."""
    visit = request.visit
    cart = open_cart(visit)
    if cart is None or not cart.can_be_ordered:
        return redirect("storefront:cart")
    known = shop.checkout_answers(token=cart.token, buyer=visit.buyer).contact
    book = _book(visit)
    initial = _initial(request, known, book)
    form = AddressForm(request.POST or None, country=visit.channel.country, initial=initial)
    if request.method == "POST" and form.is_valid():
        token = cart.token
        done = form.carry_out(lambda: _keep_contact(visit, token, form))
        if done:
            return redirect("storefront:checkout_ways")
    return _step(request, 1, "address", cart, form=form, book=book)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def ways(request: VisitRequest) -> HttpResponse:
    """Ask how to send and how to pay, and a partner what for."""
    visit = request.visit
    cart = open_cart(visit)
    if cart is None or not cart.can_be_ordered:
        return redirect("storefront:cart")
    answers = shop.checkout_answers(token=cart.token, buyer=visit.buyer)
    if answers.contact is None:
        return redirect("storefront:checkout")
    form = WaysForm(
        request.POST or None,
        cart=cart,
        asks_purpose=asks_purpose(visit),
        initial=_chosen(answers.choices),
    )
    if request.method == "POST" and form.is_valid():
        shop.save_choices(
            token=cart.token,
            choices=form.choices(),
            line_purposes=form.line_purposes(),
            buyer=visit.buyer,
        )
        return redirect("storefront:checkout_review")
    return _step(request, 2, "ways", cart, form=form, contact=answers.contact)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def review(request: VisitRequest) -> HttpResponse:
    """Show everything once more, and order."""
    visit = request.visit
    seen = open_cart(visit)
    if seen is None or not seen.can_be_ordered:
        return redirect("storefront:cart")
    answers = shop.checkout_answers(token=seen.token, buyer=visit.buyer)
    missing = _missing_step(visit, seen, answers)
    if missing:
        return redirect(f"storefront:{missing}")
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        placed = form.carry_out(lambda: _order(visit, seen, answers, form))
        if placed is not None:
            visit.forget_cart()
            return redirect(*_next_page(placed), token=placed.payment_token)
    cart = open_cart(visit)
    if cart is None or not cart.can_be_ordered:
        return redirect("storefront:cart")
    return _step(request, 3, "review", cart, form=form, answers=answers)


@require_safe
@page()
def thanks(request: VisitRequest, token: UUID) -> HttpResponse:
    """Confirm an order to whoever holds the token of its payment: all that a guest has."""
    order = shop.order_of_payment(token=token)
    transfer = shop.prepayment_of(order.row.order_id) if order.row.state == "placed" else None
    if transfer is None or not transfer.open_minor:
        return show(request, "shop/thanks.html", order=order)
    return show(
        request, "shop/thanks.html", order=order, transfer=transfer, qr=transfer_svg(transfer)
    )


def asks_purpose(visit: Visit) -> bool:
    """Tell whether this buyer has to say what the goods are for."""
    return visit.buyer.audience != "customer"


def _step(
    request: VisitRequest, number: int, name: str, cart: shop.Cart, **facts: object
) -> HttpResponse:
    form = facts["form"]
    status = 422 if getattr(form, "errors", None) else 200
    template = f"shop/checkout_{name}.html"
    return show(request, template, status=status, cart=cart, steps=_steps(number), **facts)


def _steps(number: int) -> Steps:
    return steps_of([(label, reverse(f"storefront:{name}")) for label, name in STEPS], number)


def _book(visit: Visit) -> tuple[network.BookAddress, ...]:
    """Return the addresses of the signed-in person to which this channel delivers."""
    if visit.actor.account_id is None:
        return ()
    country = visit.channel.country
    known = network.addresses_of(visit.actor.account_id)
    return tuple(entry for entry in known if entry.address.country == country)


def _initial(
    request: VisitRequest, known: shop.Contact | None, book: tuple[network.BookAddress, ...]
) -> dict[str, Any]:
    """Fill the form in with the address asked for, the one entered before, or one of the book."""
    account = request.visit.account
    wish = request.GET.get("address", "")
    asked = next((entry for entry in book if str(entry.address_id) == wish), None)
    if known is not None and asked is None:
        return address_initial(known)
    if account is None:
        return {}
    entry = asked or next(iter(book), None)
    if entry is None:
        return {"name": account.name, "email": account.email}
    return address_initial(shop.Contact(account.email, entry.address))


def _chosen(choices: shop.Choices) -> dict[str, str]:
    """Return what was chosen before; nothing is chosen for the buyer where there is a choice."""
    known = {
        "shipping": choices.shipping, "payment": choices.payment, "purpose": choices.purpose,
    }  # fmt: skip
    return {name: code for name, code in known.items() if code}


def _keep_contact(visit: Visit, token: UUID, form: AddressForm) -> bool:
    contact, account_id = form.contact(), visit.actor.account_id
    if form.cleaned_data["keeps"] and account_id is not None:
        network.add_address(
            account_id=account_id, address=contact.address, actor=visit.actor, at=visit.at
        )
    shop.save_contact(token=token, contact=contact, buyer=visit.buyer)
    return True


def _missing_step(visit: Visit, cart: shop.Cart, answers: shop.Answers) -> str:
    """Return the step whose answer is missing or no longer holds."""
    contact, choices = answers.contact, answers.choices
    if contact is None or contact.address.country != visit.channel.country:
        return "checkout"
    payments = {offer.code for offer in cart.payment_offers}
    if cart.shipping is None or choices.payment not in payments:
        return "checkout_ways"
    if asks_purpose(visit) and not choices.purpose:
        return "checkout_ways"
    return ""


def _order(
    visit: Visit, cart: shop.Cart, answers: shop.Answers, form: OrderForm
) -> shop.PlacedOrder:
    assert answers.contact is not None
    return shop.place_order(
        token=cart.token,
        contact=answers.contact,
        choices=replace(answers.choices, party=visit.party.code if visit.party else ""),
        buyer=visit.buyer,
        at=visit.at,
        expected_gross_minor=form.cleaned_data["shown_gross_minor"],
    )


def _next_page(placed: shop.PlacedOrder) -> tuple[str]:
    """Lead to the gateway's page where money is taken there."""
    return ("storefront:test_payment" if placed.payment_method == "card" else "storefront:thanks",)
