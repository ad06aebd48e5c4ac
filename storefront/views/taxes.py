"""A partner's taxes: what it declares, the agreement, its Gutschriften and objections."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import finance.public as finance
import network.public as network
from core import texts
from core.addresses import Address
from storefront.forms.taxes import ObjectionForm, SelfBillingForm, TaxForm
from storefront.pages import PARTNER, page, page_request, show, show_form
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def tax(request: VisitRequest) -> HttpResponse:
    """Show how a partner is taxed and what is missing; take a declaration."""
    visit = request.visit
    file = network.tax_file(actor=visit.actor, member_id=member_of(visit), at=visit.at)
    sent = request.POST if request.method == "POST" else None
    form = TaxForm(sent, known=_known_address(visit, file), country=visit.country)
    if form.submit(lambda: _declare(visit, form)) is not None:
        messages.success(request, _("Thank you. We check what you told us and confirm it here."))
        return redirect("storefront:tax")
    wording = texts.current_or_none(
        "self_billing", language=visit.language, country=visit.company.country, on=visit.today
    )
    agreement = SelfBillingForm(initial={"version": wording.version if wording else ""})
    return show_form(
        request, "office/tax.html", form, file=file, wording=wording, agreement=agreement
    )


@require_POST
@page(needs=PARTNER)
def agree(request: VisitRequest) -> HttpResponse:
    """Accept the agreement on Gutschriften in the wording that was shown."""
    visit, form = request.visit, SelfBillingForm(request.POST)
    if form.submit(lambda: _agree(visit, form)):
        messages.success(request, _("Agreed. What has vested goes on a Gutschrift."))
    else:
        messages.error(request, _("Please tick that you accept the agreement."))
    return redirect("storefront:tax")


@require_POST
@page(needs=PARTNER)
def revoke(request: VisitRequest) -> HttpResponse:
    """End the agreement from now on."""
    visit = request.visit
    network.revoke_self_billing(member_id=member_of(visit), actor=visit.actor, at=visit.at)
    messages.success(request, _("Revoked. Your earnings keep accruing and are not paid for now."))
    return redirect("storefront:tax")


@require_safe
@page(needs=PARTNER)
def credit_notes(request: VisitRequest) -> HttpResponse:
    """List a partner's Gutschriften, with what waits and why."""
    visit = request.visit
    payee = finance.payee_of_member(member_of(visit))
    return show(
        request,
        "office/credit_notes.html",
        notes=finance.credit_notes_of(visit.actor, payee, page_request(request)),
        balance=finance.payee_balance(payee),
        file=network.tax_file(actor=visit.actor, member_id=member_of(visit), at=visit.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def object_to(request: VisitRequest, number: str) -> HttpResponse:
    """Object to a Gutschrift of one's own."""
    visit = request.visit
    document = finance.document_for(actor=visit.actor, number=number)
    form = ObjectionForm(request.POST or None)
    if form.submit(lambda: _object(visit, number, form)):
        messages.success(request, _("We have your objection and get in touch with you."))
        return redirect("storefront:credit_notes")
    return show_form(request, "office/object.html", form, document=document)


def _known_address(visit: Visit, file: network.TaxFile) -> Address | None:
    """Return the address of the last declaration, else the one for invoices in the book."""
    if file.declarations and file.declarations[0].facts:
        return file.declarations[0].facts.address
    book = network.addresses_of(visit.actor.account_id or 0)
    found = sorted(book, key=lambda one: not one.is_for_billing)
    return found[0].address if found else None


def _declare(visit: Visit, form: TaxForm) -> int:
    return network.declare_tax_status(
        member_id=member_of(visit),
        declaration=form.declaration(),
        actor=visit.actor,
        at=visit.at,
    )


def _agree(visit: Visit, form: SelfBillingForm) -> bool:
    network.agree_to_self_billing(
        member_id=member_of(visit),
        version=form.cleaned_data["version"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _object(visit: Visit, number: str, form: ObjectionForm) -> bool:
    finance.object_to_credit_note(
        number=number, reason=form.cleaned_data["reason"], actor=visit.actor, at=visit.at
    )
    return True
