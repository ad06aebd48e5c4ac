"""What hostesses get for parties: a dated table that the owner sets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import shop.public as shop
from storefront.forms.parties import HostessCreditForm
from storefront.pages import STAFF, page, show_form
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def hostess_credit(request: VisitRequest) -> HttpResponse:
    """Show the tables, and set the next one."""
    visit = request.visit
    form = HostessCreditForm(request.POST or None)

    def save() -> bool:
        table = form.table(visit.company.currency)
        shop.set_hostess_credit(actor=visit.actor, table=table, at=visit.at)
        return True

    if form.submit(save):
        messages.success(request, _("Saved. Parties that are closed keep what they got."))
        return redirect("storefront:staff_hostess_credit")
    tables = shop.hostess_credit_tables(actor=visit.actor)
    return show_form(request, "staff/hostess_credit.html", form, tables=tables)
