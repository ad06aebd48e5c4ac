"""Partners' questions about their earnings, for those who answer them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from storefront.forms.inquiries import AnswerForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import Visit, VisitRequest

ANSWER = "commissions.answer_inquiry"
SHOWN = (("", gettext_lazy("To be answered")), ("all", gettext_lazy("All")))


@require_safe
@page(needs=STAFF)
def inquiries(request: VisitRequest) -> HttpResponse:
    """List questions, those first whose day comes first."""
    visit = request.visit
    only_open = request.GET.get("show", "") != "all"
    found = commissions.inquiries_page(
        visit.actor, at=visit.at, only_open=only_open, page=page_request(request)
    )
    cards = network.member_cards([row.member_id for row in found.items])
    rows = found.map(lambda row: (row, cards.get(row.member_id)))
    return show(request, "staff/inquiries.html", inquiries=rows, shown=SHOWN)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def inquiry(request: VisitRequest, inquiry_id: int) -> HttpResponse:
    """Show a question beside its line and the reason for it; answer."""
    visit = request.visit
    found = commissions.inquiry(visit.actor, inquiry_id, at=visit.at)
    row = found.row
    form = AnswerForm(request.POST or None)
    if form.submit(lambda: _answer(visit, inquiry_id, form)):
        messages.success(request, _("Answered. The partner gets a mail."))
        return redirect("storefront:staff_inquiries")
    return show_form(
        request,
        "staff/inquiry.html",
        form,
        inquiry=found,
        card=network.member_card(row.member_id),
        story=commissions.line_story(
            visit.actor, run_id=row.run_id, line_no=row.line_no, at=visit.at
        ),
        reason=commissions.why(visit.actor, row.run_id, row.line_no, visit.language),
        may_answer=row.is_open and policy.allowed(visit.actor, ANSWER),
    )


def _answer(visit: Visit, inquiry_id: int, form: AnswerForm) -> bool:
    commissions.answer_inquiry(
        inquiry_id=inquiry_id,
        answer=form.cleaned_data["text"],
        actor=visit.actor,
        at=visit.at,
    )
    return True
