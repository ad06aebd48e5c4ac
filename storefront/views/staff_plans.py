"""Plans for staff: every signed version in words, and trying one that nobody signed."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from storefront.calculating import given_a_moment, place_of
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
        in_force=commissions.labels_in_force(actor, request.visit.today),
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
    """Let a worker find out what an uploaded plan would have paid; list what was tried."""
    visit = request.visit
    policy.require(visit.actor, SEE)
    codes = list(dict.fromkeys(each.plan_code for each in commissions.plan_cards()))
    form = TryPlanForm(request.POST or None, request.FILES or None, plans=codes)
    rejected = None
    if form.is_bound and form.is_valid():
        try:
            wish = _wish_of(request, form)
        except commissions.PlanRejected as refusal:
            rejected = refusal
        else:
            answer = form.carry_out(lambda: ask_trial(request, wish))
            if answer is not None:
                return answer
    return show(
        request,
        "staff/plan_try.html",
        status=422 if form.errors or rejected else 200,
        form=form,
        rejected=rejected,
        trials=commissions.trials_page(visit.actor, page_request(request)),
    )


@require_safe
@page(needs=STAFF)
def trial(request: VisitRequest, calculation_id: int) -> HttpResponse:
    """Say what a tried plan means, what it changes and what it would have paid."""
    visit = request.visit
    found = commissions.trial(visit.actor, calculation_id)
    document, examples = commissions.tried_files(visit.actor, calculation_id)
    read = commissions.try_plan(visit.actor, document=document, examples=examples, day=visit.today)
    return show(
        request,
        "staff/plan_trial.html",
        tried=found,
        calculation=found.calculation,
        is_silent=found.calculation.is_silent(visit.at),
        trial=read,
        words=read.words,
        people=_people(found.simulation),
    )


@require_POST
@page(needs=STAFF)
def repeat_trial(request: VisitRequest, calculation_id: int) -> HttpResponse:
    """Try the same document once more."""
    actor = request.visit.actor
    found = commissions.trial(actor, calculation_id)
    files = commissions.tried_files(actor, calculation_id)
    of_plan = found.calculation.plan_code
    return ask_trial(request, commissions.NewTrial(*files, of_plan, found.periods))


def _wish_of(request: VisitRequest, form: TryPlanForm) -> commissions.NewTrial:
    """Return what is to be tried.

    Raises: PlanRejected — the document or its examples cannot be used.
    """
    wish, visit = form.cleaned_data, request.visit
    document, examples = wish["document"], wish["examples"]
    commissions.try_plan(visit.actor, document=document, examples=examples, day=visit.today)
    return commissions.NewTrial(document, examples, wish.get("of_plan", ""), wish.get("periods", 1))


def ask_trial(request: VisitRequest, wish: commissions.NewTrial) -> HttpResponse:
    """Let a worker try a plan, and lead to where its outcome appears."""
    visit = request.visit
    asked = commissions.ask_trial(
        wish=wish, actor=visit.actor, language=visit.language, at=visit.at
    )
    return place_of(given_a_moment(request, asked))


def _people(found: commissions.Simulation | None) -> dict[int, network.MemberCard]:
    """Return the cards of everybody whom the simulation names."""
    if found is None:
        return {}
    named = {mover.member_id for mover in (*found.winners, *found.losers)}
    named |= {warning.member_id for warning in found.warnings if warning.member_id}
    return dict(network.member_cards(named))
