"""Closing a period for finance: collect, check, draft, compare, approve by another, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from core.periods import period_of
from storefront.calculating import drafted, given_a_moment, place_of
from storefront.closing_matters import open_matters
from storefront.closing_steps import steps_of
from storefront.forms.office import RunForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

DRAFT, APPROVE = "commissions.draft_run", "commissions.approve_run"
PUBLISH = "commissions.publish_run"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def closings(request: VisitRequest) -> HttpResponse:
    """List what is due and what was settled; draft the run of any period."""
    visit = request.visit
    found = commissions.runs_page(visit.actor, page_request(request))
    plans = list(dict.fromkeys(plan.plan_code for plan in commissions.plan_cards()))
    form = RunForm(request.POST or None, plans=plans, initial=_last_month(visit))
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        answer = form.carry_out(lambda: drafted(request, wish["plan_code"], wish["period_key"]))
        if answer is not None:
            return answer
    return show(
        request,
        "staff/closings.html",
        status=422 if form.errors else 200,
        runs=found,
        due=commissions.due_periods(visit.actor, at=visit.at),
        underway=commissions.open_calculations(visit.actor),
        form=form,
        may_draft=bool(plans) and policy.allowed(visit.actor, DRAFT),
    )


@require_safe
@page(needs=STAFF)
def closing(request: VisitRequest, plan_code: str, period_key: str) -> HttpResponse:
    """Show how far a period is settled, what is open, and what its run changes."""
    visit = request.visit
    found = commissions.closing(visit.actor, plan_code, period_key, at=visit.at)
    matters = open_matters(visit.actor, found, visit.today)
    calculation = commissions.last_calculation(visit.actor, plan_code, period_key)
    return show(
        request,
        "staff/closing.html",
        closing=found,
        steps=steps_of(found, sum(matter.count for matter in matters)),
        matters=matters,
        calculation=calculation,
        is_silent=calculation is not None and calculation.is_silent(visit.at),
        may={
            "draft": policy.allowed(visit.actor, DRAFT),
            "approve": policy.allowed(visit.actor, APPROVE),
            "publish": policy.allowed(visit.actor, PUBLISH),
        },
        **_run_of(request, found),
    )


@require_POST
@page(needs=STAFF)
def draft(request: VisitRequest, plan_code: str, period_key: str) -> HttpResponse:
    """Let the period's run be calculated anew; the last draft stays for the comparison."""
    return drafted(request, plan_code, period_key)


@require_safe
@page(needs=STAFF)
def run(request: VisitRequest, run_id: int) -> HttpResponse:
    """Lead to the closing of the period that a run settles."""
    return _to_closing(commissions.run_detail(request.visit.actor, run_id).run)


@require_POST
@page(needs=STAFF)
def approve(request: VisitRequest, run_id: int) -> HttpResponse:
    """Approve a draft that somebody else made."""
    visit = request.visit
    done = commissions.approve_run(run_id=run_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Approved. It can be published now."))
    return _to_closing(done)


@require_POST
@page(needs=STAFF)
def publish(request: VisitRequest, run_id: int) -> HttpResponse:
    """Let what was approved be booked, and show it to the partners."""
    visit = request.visit
    asked = commissions.ask_publication(
        run_id=run_id, actor=visit.actor, language=visit.language, at=visit.at
    )
    found = given_a_moment(request, asked)
    if found.state == "ended":
        messages.success(request, _("Published. Every partner sees the statement now."))
    return place_of(found)


@require_POST
@page(needs=STAFF)
def verify(request: VisitRequest, run_id: int) -> HttpResponse:
    """Let a run be calculated again from the facts of its time; the page tells what comes out."""
    visit = request.visit
    asked = commissions.ask_check(
        run_id=run_id, actor=visit.actor, language=visit.language, at=visit.at
    )
    found = given_a_moment(request, asked)
    answer = place_of(found)
    answer["Location"] += "#proof"
    return answer


def _run_of(request: VisitRequest, found: commissions.Closing) -> dict[str, Any]:
    """Return what the period's run pays and how it differs from another one."""
    if found.run is None:
        return {}
    actor, run_id = request.visit.actor, found.run.run_id
    against = "draft" if request.GET.get("against") == "draft" else "published"
    comparison = commissions.compare_runs(
        actor, run_id, against=against, page=page_request(request)
    )
    cards = network.member_cards([row.member_id for row in comparison.members.items])
    return {
        "run": found.run,
        "against_published": against == "published",
        "against_draft": against == "draft",
        "check": commissions.last_check(actor, run_id),
        "detail": commissions.run_detail(actor, run_id),
        "comparison": comparison,
        "members": comparison.members.map(lambda row: (row, cards.get(row.member_id))),
        "left_out": commissions.left_out_orders(actor, run_id) if found.left_out else (),
    }


def _to_closing(settled: commissions.RunSummary) -> HttpResponse:
    return redirect(
        "storefront:staff_closing", plan_code=settled.plan_code, period_key=settled.period_key
    )


def _last_month(visit: Visit) -> dict[str, str]:
    return {"period_key": period_of(visit.today, "month").previous().key}
