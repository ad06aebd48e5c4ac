"""Commission runs for staff: draft, look, approve by a second person, publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
from core import policy
from core.periods import period_of
from storefront.forms.office import RunForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

DRAFT, APPROVE = "commissions.draft_run", "commissions.approve_run"
PUBLISH = "commissions.publish_run"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def runs(request: VisitRequest) -> HttpResponse:
    """List runs; draft the run of a period."""
    visit = request.visit
    found = commissions.runs_page(visit.actor, page_request(request))
    plans = list(dict.fromkeys(plan.plan_code for plan in commissions.plan_cards()))
    form = RunForm(request.POST or None, plans=plans, initial=_last_month(visit))
    if request.method == "POST" and form.is_valid():
        drafted = form.carry_out(
            lambda: commissions.draft_run(**form.cleaned_data, actor=visit.actor, at=visit.at)
        )
        if drafted is not None:
            _say_what_came_out(request, drafted)
            return redirect("storefront:staff_run", run_id=drafted.run_id)
    return show(
        request,
        "staff/runs.html",
        status=422 if form.errors else 200,
        runs=found,
        form=form,
        may_draft=bool(plans) and policy.allowed(visit.actor, DRAFT),
    )


@require_safe
@page(needs=STAFF)
def run(request: VisitRequest, run_id: int) -> HttpResponse:
    """Show what a run would pay or has paid, beside the run before."""
    visit = request.visit
    detail = commissions.run_detail(visit.actor, run_id)
    is_own = detail.run.drafted_by == visit.actor.label
    is_draft = detail.run.state == "draft"
    return show(
        request,
        "staff/run.html",
        detail=detail,
        run=detail.run,
        may_approve=is_draft and not is_own and policy.allowed(visit.actor, APPROVE),
        is_own=is_draft and is_own,
        may_publish=detail.run.state == "approved" and policy.allowed(visit.actor, PUBLISH),
    )


@require_POST
@page(needs=STAFF)
def approve(request: VisitRequest, run_id: int) -> HttpResponse:
    """Approve a draft that somebody else made."""
    visit = request.visit
    commissions.approve_run(run_id=run_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Approved. It can be published now."))
    return redirect("storefront:staff_run", run_id=run_id)


@require_POST
@page(needs=STAFF)
def publish(request: VisitRequest, run_id: int) -> HttpResponse:
    """Book what was approved and show it to the partners."""
    visit = request.visit
    commissions.publish_run(run_id=run_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Published. Every partner sees the statement now."))
    return redirect("storefront:staff_run", run_id=run_id)


def _say_what_came_out(request: VisitRequest, drafted: commissions.RunSummary) -> None:
    if drafted.is_new:
        messages.success(request, _("Drafted. A second person can approve it now."))
    else:
        messages.info(request, _("Nothing has changed since this run was calculated."))


def _last_month(visit: Visit) -> dict[str, str]:
    return {"period_key": period_of(visit.today, "month").previous().key}
