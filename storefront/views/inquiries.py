"""A partner asks about a line of earnings and reads the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import commissions.public as commissions
from storefront.forms.inquiries import QuestionForm
from storefront.pages import PARTNER, page, page_request, show, show_form
from storefront.templatetags.vinea import day
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest


@require_safe
@page(needs=PARTNER)
def inquiries(request: VisitRequest) -> HttpResponse:
    """List what this partner asked."""
    visit = request.visit
    found = commissions.inquiries_of(
        visit.actor, member_of(visit), at=visit.at, page=page_request(request)
    )
    return show(request, "office/inquiries.html", inquiries=found)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def inquiry(request: VisitRequest, inquiry_id: int) -> HttpResponse:
    """Show everything that was said about a line; ask on."""
    visit = request.visit
    found = commissions.inquiry(visit.actor, inquiry_id, at=visit.at)
    form = QuestionForm(request.POST or None)
    row = found.row
    if form.submit(lambda: _ask(visit, row.run_id, row.line_no, form)):
        _say_when(request, inquiry_id)
        return redirect("storefront:inquiry", inquiry_id=inquiry_id)
    return show_form(request, "office/inquiry.html", form, inquiry=found)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def ask(request: VisitRequest, run_id: int, line_no: int) -> HttpResponse:
    """Ask about a line."""
    visit = request.visit
    story = commissions.line_story(visit.actor, run_id=run_id, line_no=line_no, at=visit.at)
    form = QuestionForm(request.POST or None)
    if inquiry_id := form.submit(lambda: _ask(visit, run_id, line_no, form)):
        _say_when(request, inquiry_id)
        return redirect("storefront:inquiry", inquiry_id=inquiry_id)
    return show_form(request, "office/ask.html", form, story=story)


def _ask(visit: Visit, run_id: int, line_no: int, form: QuestionForm) -> int:
    return commissions.ask_about_line(
        run_id=run_id,
        line_no=line_no,
        question=form.cleaned_data["text"],
        actor=visit.actor,
        at=visit.at,
    )


def _say_when(request: VisitRequest, inquiry_id: int) -> None:
    visit = request.visit
    row = commissions.inquiry(visit.actor, inquiry_id, at=visit.at).row
    said = _("Your question is with us. We answer by %(day)s at the latest.")
    messages.success(request, said % {"day": day(row.due_on)})
