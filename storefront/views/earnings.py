"""What a partner earned: by month, line by line with its reason, and as a statement."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import commissions.public as commissions
import finance.public as finance
import network.public as network
from core.paging import PageRequest
from storefront.csv_files import csv_answer, csv_text
from storefront.line_choices import ORIGINS, STATES, filter_of, rule_choices
from storefront.pages import PARTNER, page, page_request, show
from storefront.statement_tables import line_table, table_head
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest

LINES_ON_SCREEN, LINES_ON_PAPER = 25, 50


@require_safe
@page(needs=PARTNER)
def earnings(request: VisitRequest) -> HttpResponse:
    """List the months with what they brought, newest first, each with its statement."""
    visit, member_id = request.visit, member_of(request.visit)
    payee = finance.payee_of_member(member_id)
    statements = finance.statements_of(visit.actor, payee, page_request(request))
    return show(request, "office/earnings.html", statements=statements)


@require_safe
@page(needs=PARTNER)
def run_lines(request: VisitRequest, run_id: int) -> HttpResponse:
    """List the lines of one run, those that a filter leaves, each with its reason folded away."""
    visit, run = request.visit, _run(request.visit, run_id)
    statement = _statement(visit, run_id)
    lines = commissions.earned_lines(
        visit.actor,
        run=run,
        at=visit.at,
        wanted=filter_of(request.GET),
        page=page_request(request, LINES_ON_SCREEN),
    )
    numbers = [line.line_no for line in lines.items]
    reasons = commissions.why_many(visit.actor, run_id, numbers, visit.language)
    return show(
        request,
        "office/run_lines.html",
        run=run,
        earned_minor=statement.earned_minor,
        lines=lines,
        rows=[(line, reasons[line.line_no]) for line in lines.items],
        rules=rule_choices(commissions.run_rules(run_id)),
        origins=ORIGINS,
        states=STATES,
    )


@require_safe
@page(needs=PARTNER)
def why(request: VisitRequest, run_id: int, line_no: int) -> HttpResponse:
    """Show one line: why it was paid, its order as far as it may be seen, what corrected it."""
    visit = request.visit
    reason = commissions.why(visit.actor, run_id, line_no, visit.language)
    story = commissions.line_story(visit.actor, run_id=run_id, line_no=line_no, at=visit.at)
    inquiry = commissions.inquiry_about(visit.actor, run_id, line_no, at=visit.at)
    return show(request, "office/why.html", reason=reason, story=story, inquiry=inquiry)


@require_safe
@page(needs=PARTNER)
def statement(request: VisitRequest, run_id: int) -> HttpResponse:
    """Show the statement of one run as it was issued."""
    visit, member_id = request.visit, member_of(request.visit)
    return show(
        request,
        "office/statement.html",
        statement=_statement_view(visit, run_id, page_request(request, LINES_ON_PAPER)),
        rank=commissions.rank_card_of_run(visit.actor, run_id, member_id),
        run_id=run_id,
        name=network.member_card(member_id).name,
        pdf_url=reverse("storefront:statement_pdf", args=[run_id]),
        csv_url=reverse("storefront:statement_lines", args=[run_id]),
    )


@require_safe
@page(needs=PARTNER)
def statement_pdf(request: VisitRequest, run_id: int) -> HttpResponse:
    """Hand out the statement as a paper."""
    return pdf_answer(request.visit, run_id, member_of(request.visit))


@require_safe
@page(needs=PARTNER)
def statement_lines(request: VisitRequest, run_id: int) -> HttpResponse:
    """Hand out every line of the statement as a table."""
    visit, member_id = request.visit, member_of(request.visit)
    head, lines = commissions.whole_statement(visit.actor, run_id=run_id, member_id=member_id)
    text = csv_text(table_head(), line_table(head, lines, visit.language), language=visit.language)
    return csv_answer(text, f"{_('Statement')}-{head.period_key}-{member_id}.csv")


def pdf_answer(visit: Visit, run_id: int, member_id: int) -> HttpResponse:
    """Return a member's statement as a PDF to look at; the policy is asked below."""
    content = commissions.statement_pdf(
        visit.actor, run_id=run_id, member_id=member_id, language=visit.language, at=visit.at
    )
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"{_('Statement')}-{run_id}-{member_id}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _run(visit: Visit, run_id: int) -> commissions.RunHead:
    return commissions.run_head(run_id, member_of(visit))


def _statement(visit: Visit, run_id: int) -> finance.StatementRow:
    payee = finance.payee_of_member(member_of(visit))
    return finance.statement_for_run(visit.actor, payee, f"run:{run_id}")


def _statement_view(visit: Visit, run_id: int, wanted: PageRequest) -> commissions.StatementView:
    return commissions.statement_view(
        visit.actor, run_id=run_id, member_id=member_of(visit), page=wanted
    )
