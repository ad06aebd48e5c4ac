"""A person's profile and address book."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import network.public as network
from core.errors import NotFound
from storefront.forms.account import BookForm, ProfileForm
from storefront.pages import SIGNED_IN, page, show, show_form
from storefront.views.account import own_id
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def profile(request: VisitRequest) -> HttpResponse:
    """Show and change name, phone, language and country."""
    visit, account_id = request.visit, own_id(request)
    details = network.account_details(visit.actor, account_id, visit.at)
    known = {name: getattr(details.profile, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=known)
    done = form.submit(
        lambda: network.edit_profile(
            account_id=account_id, profile=form.profile(), actor=visit.actor, at=visit.at
        )
    )
    if done is not None:
        messages.success(request, _("Your profile is saved."))
        return redirect("storefront:profile")
    return show_form(request, "people/profile.html", form, details=details)


@require_safe
@page(needs=SIGNED_IN)
def addresses(request: VisitRequest) -> HttpResponse:
    """Show the address book."""
    book = network.addresses_of(own_id(request))
    return show(request, "people/addresses.html", addresses=book)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def address(request: VisitRequest, address_id: int | None = None) -> HttpResponse:
    """Add an address, or put another in the place of one."""
    visit, account_id = request.visit, own_id(request)
    old = _own_address(account_id, address_id) if address_id is not None else None
    form = BookForm(
        request.POST or None,
        known=old.address if old else None,
        country=visit.company.country,
        initial={} if old else {"name": visit.account.name if visit.account else ""},
    )
    if form.submit(lambda: _keep(request, form, address_id)) is not None:
        messages.success(request, _("The address is saved."))
        return redirect("storefront:addresses")
    return show_form(request, "people/address.html", form, is_new=old is None)


@require_POST
@page(needs=SIGNED_IN)
def remove_address(request: VisitRequest, address_id: int) -> HttpResponse:
    """Take an address out of the book."""
    visit = request.visit
    network.remove_address(
        account_id=own_id(request), address_id=address_id, actor=visit.actor, at=visit.at
    )
    messages.success(request, _("The address is removed."))
    return redirect("storefront:addresses")


@require_POST
@page(needs=SIGNED_IN)
def prefer_address(request: VisitRequest, address_id: int) -> HttpResponse:
    """Take an address for parcels, or for invoices, from now on."""
    visit = request.visit
    network.prefer_address(
        account_id=own_id(request),
        address_id=address_id,
        for_what=request.POST.get("for_what", ""),
        actor=visit.actor,
        at=visit.at,
    )
    return redirect("storefront:addresses")


def _keep(request: VisitRequest, form: BookForm, address_id: int | None) -> int:
    visit, account_id = request.visit, own_id(request)
    if address_id is None:
        return network.add_address(
            account_id=account_id, address=form.address(), actor=visit.actor, at=visit.at
        )
    return network.change_address(
        account_id=account_id,
        address_id=address_id,
        address=form.address(),
        actor=visit.actor,
        at=visit.at,
    )


def _own_address(account_id: int, address_id: int) -> network.BookAddress:
    book = network.addresses_of(account_id)
    found = next((row for row in book if row.address_id == address_id), None)
    if found is None:
        raise NotFound(_("This address is not in your book any more."))
    return found
