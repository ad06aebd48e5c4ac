"""Statements for staff: which are missing, mailing a run's to everybody, each as its member's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
from core import policy
from storefront.pages import STAFF, page, page_request, show
from storefront.views.earnings import LINES_ON_PAPER, pdf_answer
from storefront.visits import VisitRequest

SEE_RUNS = "commissions.see_runs"


@require_safe
@page(needs=STAFF)
def statements(request: VisitRequest) -> HttpResponse:
    """List published runs with their statements and mails; above them what is missing."""
    visit = request.visit
    runs = finance.statement_runs(visit.actor, page_request(request))
    jobs = desk.statement_mail_jobs(visit.actor, [run.run_ref for run in runs.items])
    sees_runs = policy.allowed(visit.actor, SEE_RUNS)
    return show(
        request,
        "staff/statements.html",
        runs=runs.map(lambda run: (run, jobs.get(run.run_ref))),
        missing=commissions.missing_statements(visit.actor, at=visit.at) if sees_runs else (),
    )


@require_safe
@page(needs=STAFF)
def run_statements(request: VisitRequest, run_id: int) -> HttpResponse:
    """Show a run's statements and how far its mails are."""
    visit, run_ref = request.visit, f"run:{run_id}"
    found = finance.statements_of_run(
        visit.actor, run_ref, page_request(request), member_id=_number(request.GET.get("q", ""))
    )
    numbers = [finance.member_id_of(row.payee) or 0 for row in found.items]
    cards = network.member_cards(numbers)
    return show(
        request,
        "staff/run_statements.html",
        run=finance.statement_run(visit.actor, run_ref),
        run_id=run_id,
        job=desk.statement_mail_jobs(visit.actor, [run_ref]).get(run_ref),
        may_mail=policy.allowed(visit.actor, "desk.mail_statements"),
        statements=found.map(lambda row: (row, cards.get(finance.member_id_of(row.payee) or 0))),
    )


@require_POST
@page(needs=STAFF)
def mail(request: VisitRequest, run_id: int) -> HttpResponse:
    """Mail every statement of a run to its member."""
    visit = request.visit
    job = desk.mail_statements(run_ref=f"run:{run_id}", actor=visit.actor, at=visit.at)
    said = _("The mails are being written: %(count)s statements. You can leave this page.")
    messages.success(request, said % {"count": job.total})
    return redirect("storefront:staff_run_statements", run_id=run_id)


@require_safe
@page(needs=STAFF)
def statement(request: VisitRequest, run_id: int, member_id: int) -> HttpResponse:
    """Show one member's statement as the member sees it."""
    visit = request.visit
    view = commissions.statement_view(
        visit.actor,
        run_id=run_id,
        member_id=member_id,
        page=page_request(request, LINES_ON_PAPER),
    )
    return show(
        request,
        "staff/statement.html",
        statement=view,
        rank=commissions.rank_card_of_run(visit.actor, run_id, member_id),
        run_id=run_id,
        name=network.member_card(member_id).name,
        pdf_url=reverse("storefront:staff_statement_pdf", args=[run_id, member_id]),
    )


@require_safe
@page(needs=STAFF)
def statement_pdf(request: VisitRequest, run_id: int, member_id: int) -> HttpResponse:
    """Hand out one member's statement as a paper."""
    return pdf_answer(request.visit, run_id, member_id)


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= 18
    return int(text) if is_number else None
