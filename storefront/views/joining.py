"""Becoming a partner: account, address and birthday, agreement, check and confirm."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core import texts
from core.addresses import Address
from storefront import attempts
from storefront.forms.joining import AgreementForm, DetailsForm
from storefront.forms.people import RegistrationForm, SponsorCodeForm
from storefront.forms.refusing import RefusingForm
from storefront.pages import SIGNED_IN, page, show, show_form
from storefront.steps import Steps, steps_of
from storefront.views.registering import open_or_enter
from storefront.visits import Visit, VisitRequest

STEPS = (
    (gettext_lazy("Your account"), ""),
    (gettext_lazy("Address and birthday"), "join_details"),
    (gettext_lazy("Agreement"), "join_agreement"),
    (gettext_lazy("Check and confirm"), "join_confirm"),
)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, under whom, and what was answered so far."""

    account_id: int
    sponsor: network.MemberCard
    answers: network.ApplicationAnswers


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def partner(request: VisitRequest) -> HttpResponse:
    """Lead to the application; who came without a link names a sponsor, or lets us choose."""
    visit = request.visit
    if _sponsor_of(visit) is not None:
        return redirect("storefront:join")
    form = SponsorCodeForm(request.POST or None)
    house = visit.company.house_sponsor_code
    if request.method == "POST" and house and "assign" in request.POST:
        visit.follow(house)
        return redirect("storefront:join")
    sponsor = form.submit(lambda: _sponsor_by_code(request, form.cleaned_data["code"]))
    if sponsor is not None:
        return redirect("storefront:join_by_link", code=sponsor.code)
    return show_form(request, "people/sponsor_code.html", form, can_assign=bool(house))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def join(request: VisitRequest, code: str | None = None) -> HttpResponse:
    """First step: open an account; who is signed in has done it."""
    visit = request.visit
    if code:
        visit.follow(code)
    sponsor = _sponsor_of(visit)
    if sponsor is None:
        return redirect("storefront:partner")
    if visit.is_signed_in:
        return redirect(_next_page(visit))
    form = RegistrationForm(request.POST or None)
    if form.submit(lambda: open_or_enter(request, form, sponsor)) is not None:
        return redirect(_next_page(Visit(request)))
    return show_form(request, "people/join.html", form, sponsor=sponsor, steps=_steps(1))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def join_details(request: VisitRequest) -> HttpResponse:
    """Second step: where the applicant lives, and when it was born."""
    visit, applicant = request.visit, _applicant(request.visit)
    if applicant is None:
        return redirect(_next_page(visit))
    form = DetailsForm(
        request.POST or None,
        known=_known_address(visit, applicant),
        country=visit.company.country,
        initial={"born_on": applicant.answers.born_on},
    )
    done = form.submit(
        lambda: network.keep_details(
            account_id=applicant.account_id,
            address=form.address(),
            born_on=form.cleaned_data["born_on"],
            actor=visit.actor,
            at=visit.at,
        )
    )
    if done is not None:
        return redirect("storefront:join_agreement")
    return _step(request, "people/join_details.html", form, applicant, 2)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def join_agreement(request: VisitRequest) -> HttpResponse:
    """Third step: the agreement in full, in the wording of today."""
    visit, applicant = request.visit, _applicant(request.visit)
    if applicant is None:
        return redirect(_next_page(visit))
    if not applicant.answers.has_details:
        return redirect("storefront:join_details")
    text = texts.current_or_none(
        "partner_agreement", language=visit.language, country=visit.company.country, on=visit.today
    )
    version = text.version if text else visit.company.agreement_version
    first = {
        "agreement_version": version,
        "accepts": applicant.answers.agreement_version == version,
    }
    form = AgreementForm(request.POST or None, initial=first)
    done = form.submit(
        lambda: network.keep_agreement(
            account_id=applicant.account_id,
            version=form.cleaned_data["agreement_version"],
            actor=visit.actor,
            at=visit.at,
        )
    )
    if done is not None:
        return redirect("storefront:join_confirm")
    return _step(request, "people/join_agreement.html", form, applicant, 3, agreement=text)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def join_confirm(request: VisitRequest) -> HttpResponse:
    """Fourth step: everything once more, then the application is handed in."""
    visit, applicant = request.visit, _applicant(request.visit)
    if applicant is None:
        return redirect(_next_page(visit))
    if not (applicant.answers.has_details and applicant.answers.agreement_version):
        return redirect(_next_page(visit))
    form = RefusingForm(request.POST if request.method == "POST" else None)
    done = form.submit(
        lambda: network.hand_in_application(
            account_id=applicant.account_id,
            sponsor_code=applicant.sponsor.code,
            actor=visit.actor,
            at=visit.at,
        )
    )
    if done is not None:
        return redirect(_next_page(Visit(request)))
    return _step(request, "people/join_confirm.html", form, applicant, 4)


@require_safe
@page(needs=SIGNED_IN)
def join_done(request: VisitRequest) -> HttpResponse:
    """Say what an application still waits for, or what was decided."""
    visit = request.visit
    account = visit.account
    assert account is not None
    if visit.is_partner:
        messages.success(request, _("Welcome as a partner! This is your office."))
        return redirect("storefront:office")
    if not account.position:
        return redirect("storefront:join")
    reason = network.rejection_reason(account.account_id)
    return show(request, "people/join_done.html", reason=reason)


def _applicant(visit: Visit) -> Applicant | None:
    """Return who applies; None for a partner, a waiting applicant, or one without a sponsor."""
    account, sponsor = visit.account, _sponsor_of(visit)
    if account is None or sponsor is None or visit.is_partner or account.position == "applied":
        return None
    answers = network.application_answers(account.account_id)
    return Applicant(account.account_id, sponsor, answers)


def _next_page(visit: Visit) -> str:
    """Return the first page of the application that is still to come."""
    account = visit.account
    assert account is not None
    if visit.is_partner or account.position == "applied":
        return reverse("storefront:join_done")
    if _sponsor_of(visit) is None:
        return reverse("storefront:partner")
    answers = network.application_answers(account.account_id)
    if not answers.has_details:
        return reverse("storefront:join_details")
    return reverse(
        f"storefront:{'join_confirm' if answers.agreement_version else 'join_agreement'}"
    )


def _step(
    request: VisitRequest,
    template: str,
    form: RefusingForm,
    applicant: Applicant,
    number: int,
    **facts: object,
) -> HttpResponse:
    shown = {"sponsor": applicant.sponsor, "answers": applicant.answers, "steps": _steps(number)}
    return show_form(request, template, form, **shown, **facts)


def _steps(here: int) -> Steps:
    wanted = [(label, reverse(f"storefront:{name}") if name else "") for label, name in STEPS]
    return steps_of(wanted, here)


def _known_address(visit: Visit, applicant: Applicant) -> Address | None:
    """Return what the form starts with: what was entered, else the address book, else the name."""
    if applicant.answers.address is not None:
        return applicant.answers.address
    book = network.addresses_of(applicant.account_id)
    if book:
        return book[0].address
    name = visit.account.name if visit.account else ""
    return Address(name, "", "", "", visit.company.country)


def _sponsor_of(visit: Visit) -> network.MemberCard | None:
    """Return who a customer is credited to, or else whose link was followed, while active."""
    member_id = visit.buyer.credited_member_id
    card = network.member_card(member_id) if member_id is not None else None
    if card is not None and card.is_active:
        return card
    linked = visit.sponsor
    return linked if linked is not None and linked.is_active else None


def _sponsor_by_code(request: VisitRequest, code: str) -> network.MemberCard:
    """Follow a code that was typed in; guessing codes is limited.

    Raises: TooOften; UnknownSponsorCode; SponsorNotActive.
    """
    attempts.SPONSOR_CODES.insist(attempts.visitor(request))
    found = network.member_by_code(code)
    if not found.is_active:
        raise network.SponsorNotActive(
            gettext_lazy("The owner of this code cannot take on partners now. Enter another one.")
        )
    return request.visit.follow(code)
