"""A sponsor's link, and what one can become by it: customer or partner."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from storefront.forms.people import (
    PartnerAgreement,
    PartnerRegistrationForm,
    RegistrationForm,
    SponsorCodeForm,
)
from storefront.forms.refusing import RefusingForm
from storefront.pages import page, show
from storefront.views.signing_in import home_of
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
    if visit.is_signed_in:
        return redirect("storefront:account")
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(
            lambda: network.register_customer(
                person=form.person(language=visit.language, country=visit.company.country),
                sponsor_code=sponsor.code if sponsor else None,
                at=visit.at,
            )
        )
        if done is not None:
            messages.success(request, _("Welcome! Your account is open."))
            return redirect(_enter(request, form))
    return _form_page(request, "people/register.html", form, sponsor)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def partner(request: VisitRequest) -> HttpResponse:
    """Lead to the partner registration; who came without a link names a sponsor first."""
    if _sponsor_of(request.visit) is not None:
        return redirect("storefront:join")
    form = SponsorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sponsor = form.carry_out(lambda: request.visit.follow(form.cleaned_data["code"]))
        if sponsor is not None:
            return redirect("storefront:join_by_link", code=sponsor.code)
    return _form_page(request, "people/sponsor_code.html", form, None)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def join(request: VisitRequest, code: str | None = None) -> HttpResponse:
    """Register as a partner: with a new account, or with the one that is signed in."""
    visit = request.visit
    if code:
        visit.follow(code)
    if visit.is_partner:
        return redirect("storefront:office")
    sponsor = _sponsor_of(visit)
    if sponsor is None:
        return redirect("storefront:partner")
    kind = PartnerAgreement if visit.is_signed_in else PartnerRegistrationForm
    version = visit.company.agreement_version
    form = kind(request.POST or None, initial={"agreement_version": version})
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: _become_partner(visit, form, sponsor.code))
        if done is not None:
            messages.success(request, _("Welcome as a partner! This is your office."))
            return redirect("storefront:office" if visit.is_signed_in else _enter(request, form))
    return _form_page(request, "people/join.html", form, sponsor)


def _become_partner(visit: Visit, form: RefusingForm, code: str) -> network.Registration:
    data, country = form.cleaned_data, visit.company.country
    if isinstance(form, PartnerRegistrationForm):
        return network.register_member(
            person=form.person(language=visit.language, country=country),
            sponsor_code=code,
            born_on=data["born_on"],
            agreement_version=data["agreement_version"],
            at=visit.at,
        )
    account_id = visit.actor.account_id
    assert account_id is not None
    return network.become_member(
        account_id=account_id,
        country=country,
        sponsor_code=code,
        born_on=data["born_on"],
        agreement_version=data["agreement_version"],
        actor=visit.actor,
        at=visit.at,
    )


def _sponsor_of(visit: Visit) -> network.MemberCard | None:
    """Return who a customer is credited to, or else whose link was followed."""
    member_id = visit.buyer.credited_member_id
    return network.member_card(member_id) if member_id is not None else None


def _enter(request: VisitRequest, form: RefusingForm) -> str:
    """Sign the new account in and return its first page."""
    data = form.cleaned_data
    account = authenticate(request, email=data["email"], password=data["password"])
    assert account is not None
    login(request, account)
    return home_of(Visit(request))


def _form_page(
    request: VisitRequest,
    template: str,
    form: RefusingForm,
    sponsor: network.MemberCard | None,
) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, template, status=status, form=form, sponsor=sponsor)
