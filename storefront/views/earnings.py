"""What a partner earned: by run, by line with its reason, and as a statement on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import commissions.public as commissions
import finance.public as finance
import network.public as network
from core.paging import Page
from storefront.pages import PARTNER, page, page_request, show
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest

LINES_ON_SCREEN, LINES_ON_PAPER = 25, 50


@require_safe
@page(needs=PARTNER)
def earnings(request: VisitRequest) -> HttpResponse:
    """List the statements of all published runs, newest first."""
    visit = request.visit
    payee = finance.payee_of_member(member_of(visit))
    statements = finance.statements_of(visit.actor, payee, page_request(request))
    return show(request, "office/earnings.html", statements=statements)


@require_safe
@page(needs=PARTNER)
def run_lines(request: VisitRequest, run_id: int) -> HttpResponse:
    """List the lines of one run; each line's reason is fetched when it is asked for."""
    visit = request.visit
    return show(
        request,
        "office/run_lines.html",
        statement=_statement(visit, run_id),
        run_id=run_id,
        lines=(lines := _lines(request, run_id, LINES_ON_SCREEN)),
        rows=[(line, "") for line in lines.items],
    )


@require_safe
@page(needs=PARTNER)
def why(request: VisitRequest, run_id: int, line_no: int) -> HttpResponse:
    """Say in one sentence why a line was paid: a page of its own, or a part of the list."""
    visit = request.visit
    reason = commissions.why(visit.actor, run_id, line_no, visit.language)
    if request.headers.get("HX-Request"):
        return render(request, "storefront/parts/reason.html", {"reason": reason})
    return show(request, "office/why.html", reason=reason, run_id=run_id, line_no=line_no)


@require_safe
@page(needs=PARTNER)
def statement(request: VisitRequest, run_id: int) -> HttpResponse:
    """Show the statement of one run with every reason, made to be printed."""
    visit, member_id = request.visit, member_of(request.visit)
    lines = _lines(request, run_id, LINES_ON_PAPER)
    numbers = [line.line_no for line in lines.items]
    reasons = commissions.why_many(visit.actor, run_id, numbers, visit.language)
    return show(
        request,
        "office/statement.html",
        statement=_statement(visit, run_id),
        run_id=run_id,
        lines=lines,
        rows=[(line, reasons[line.line_no]) for line in lines.items],
        card=network.member_card(member_id),
        hint=finance.bank_account_hint(finance.payee_of_member(member_id)),
    )


def _lines(request: VisitRequest, run_id: int, size: int) -> Page[commissions.EarningRow]:
    visit = request.visit
    return commissions.earnings_page(
        visit.actor,
        member_id=member_of(visit),
        run_id=run_id,
        page=page_request(request, size),
    )


def _statement(visit: Visit, run_id: int) -> finance.StatementRow:
    payee = finance.payee_of_member(member_of(visit))
    return finance.statement_for_run(visit.actor, payee, f"run:{run_id}")
