"""The company's own facts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import policy
from core.company import company, save_company
from storefront.forms.company import CompanyForm, company_values
from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def facts(request: VisitRequest) -> HttpResponse:
    """Show and change what papers, bank files and registration say of the company."""
    visit = request.visit
    policy.require(visit.actor, "core.edit_company")
    before = company()
    form = CompanyForm(request.POST or None, initial=company_values(before))
    saved = form.submit(
        lambda: save_company(actor=visit.actor, settings=form.company(before), at=visit.at)
    )
    if saved is not None:
        messages.success(request, _("Saved. Papers made from now on say it."))
        return redirect("storefront:staff_company")
    return show(request, "staff/company.html", status=form.answer_status, form=form)
