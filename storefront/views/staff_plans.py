"""Plans for staff: every signed version in words, and trying one that nobody signed."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from storefront.forms.plans import TryPlanForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest

SEE = "commissions.see_runs"


@require_safe
@page(needs=STAFF)
def plans(request: VisitRequest) -> HttpResponse:
    """List the signed versions of all plans."""
    actor = request.visit.actor
    return show(
        request,
        "staff/plans.html",
        plans=commissions.plan_versions(actor, page_request(request)),
        waiting=commissions.proposals_page(actor, is_waiting=True),
        may_propose=policy.allowed(actor, "commissions.propose_plan"),
        today=request.visit.today,
    )


@require_safe
@page(needs=STAFF)
def plan(request: VisitRequest, plan_code: str, version: int) -> HttpResponse:
    """Show what a signed version means, and its examples."""
    visit = request.visit
    found = commissions.signed_plan(visit.actor, plan_code, version, visit.today)
    return show(request, "staff/plan.html", plan=found, words=found.words, today=visit.today)


@require_safe
@page(needs=STAFF)
def plan_file(request: VisitRequest, plan_code: str, version: int, part: str) -> HttpResponse:
    """Hand out the signed bytes of a document or of its examples."""
    content = commissions.plan_file(request.visit.actor, plan_code, version, part)
    return toml_file(f"{plan_code}-v{version}", part, content)


def toml_file(label: str, part: str, content: bytes) -> HttpResponse:
    """Answer with the bytes of a plan's "document" or its "examples" as a file."""
    name = f"{label}.examples.toml" if part == "examples" else f"{label}.toml"
    answer = HttpResponse(content, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def try_plan(request: VisitRequest) -> HttpResponse:
    """Say what an uploaded plan means, what it changes and what it would have paid."""
    visit = request.visit
    policy.require(visit.actor, SEE)
    codes = list(dict.fromkeys(each.plan_code for each in commissions.plan_cards()))
    form = TryPlanForm(request.POST or None, request.FILES or None, plans=codes)
    trial = rejected = None
    if form.is_bound and form.is_valid():
        try:
            trial = _tried(request, form)
        except commissions.PlanRejected as refusal:
            rejected = refusal
    return show(
        request,
        "staff/plan_try.html",
        status=422 if form.errors or rejected else 200,
        form=form,
        trial=trial,
        rejected=rejected,
        words=trial.words if trial else None,
        people=_people(trial),
    )


def _tried(request: VisitRequest, form: TryPlanForm) -> commissions.PlanTrial:
    wish = form.cleaned_data
    return commissions.try_plan(
        request.visit.actor,
        document=wish["document"],
        examples=wish["examples"],
        of_plan=wish.get("of_plan", ""),
        periods=wish.get("periods", 1),
        day=request.visit.today,
    )


def _people(trial: commissions.PlanTrial | None) -> dict[int, network.MemberCard]:
    """Return the cards of everybody whom the simulation names."""
    found = trial.simulation if trial else None
    if found is None:
        return {}
    named = {mover.member_id for mover in (*found.winners, *found.losers)}
    named |= {warning.member_id for warning in found.warnings if warning.member_id}
    return dict(network.member_cards(named))
