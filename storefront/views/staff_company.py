"""The company's own facts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

import network.public as network
from core import policy
from core.company import Company, company, local_date, save_company
from finance import public as finance
from storefront.forms.company import CompanyForm, company_values
from storefront.pages import STAFF, page, show
from storefront.views.security import with_password
from storefront.visits import Visit, VisitRequest


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def facts(request: VisitRequest) -> HttpResponse:
    """Show and change what papers, bank files and registration say of the company."""
    visit = request.visit
    policy.require(visit.actor, "core.edit_company")
    before = company()
    form = CompanyForm(request.POST or None, initial=company_values(before))
    if form.submit(lambda: _save(visit, form, before)):
        messages.success(request, _("Saved. Papers made from now on say it."))
        return redirect("storefront:staff_company")
    terms = finance.terms_in_force(before.currency, local_date(visit.at))
    return show(
        request, "staff/company.html", status=form.answer_status, form=form, payout_terms=terms
    )


def _save(visit: Visit, form: CompanyForm, before: Company) -> bool:
    """Save the facts; another bank account asks for the password once more."""
    account, wanted = visit.account, form.company(before)
    assert account is not None
    if wanted.iban != before.iban:
        with_password(
            account.email,
            lambda: network.insist_on_password(
                account.account_id, form.cleaned_data["company_password"]
            ),
        )
    save_company(actor=visit.actor, settings=wanted, at=visit.at)
    return True
