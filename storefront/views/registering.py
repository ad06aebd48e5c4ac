"""A sponsor's link, and opening an account by it or without."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from storefront import attempts
from storefront.forms.people import RegistrationForm
from storefront.pages import page, show, show_form
from storefront.views.signing_in import enter, home_of, wanted_page
from storefront.visits import Visit, VisitRequest


@require_safe
@page()
def landing(request: VisitRequest, code: str) -> HttpResponse:
    """Welcome whoever followed a partner's link; the visit remembers whose it was."""
    request.visit.follow(code)
    return show(request, "people/landing.html", sponsor=network.public_card(code))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def register(request: VisitRequest, code: str | None = None) -> HttpResponse:
    """Open a customer's account, credited to the sponsor of the link."""
    visit = request.visit
    sponsor = visit.follow(code) if code else visit.sponsor
    wanted = wanted_page(request)
    if visit.is_signed_in:
        return redirect(wanted or "storefront:account")
    form = RegistrationForm(request.POST or None)
    done = form.submit(lambda: open_or_enter(request, form, sponsor))
    if done is not None:
        return redirect(wanted or home_of(Visit(request)))
    return show_form(request, "people/register.html", form, sponsor=sponsor, next=wanted)


def open_or_enter(
    request: VisitRequest, form: RegistrationForm, sponsor: network.MemberCard | None
) -> bool:
    """Open the account and begin its session.

    Who has the account already and types its password is signed in instead; to anybody else the
    refusal says no more than that the address cannot be used.
    Raises: TooOften; CannotOpenAccount; and what `register_customer` raises.
    """
    visit, data = request.visit, form.cleaned_data
    attempts.REGISTRATIONS.insist(attempts.visitor(request))
    try:
        network.register_customer(
            person=form.person(language=visit.language, country=visit.company.country),
            sponsor_code=sponsor.code if sponsor else None,
            at=visit.at,
        )
    except network.CannotOpenAccount:
        email = data["email"]
        if attempts.too_many(email) or not enter(request, email, data["password"]):
            attempts.count_failure(email)
            raise
        messages.info(request, _("You had an account already; you are signed in to it now."))
        return True
    messages.success(
        request,
        _("Welcome! Your account is open. We have sent you a mail to confirm your address."),
    )
    return enter(request, data["email"], data["password"])
