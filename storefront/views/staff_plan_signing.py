"""A plan is checked and signed by one person, read and put in force by another."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from storefront.forms.plan_signing import PlanForm, SecondSignatureForm
from storefront.pages import STAFF, page, page_request, show
from storefront.views.staff_plans import ask_trial, toml_file
from storefront.visits import Visit, VisitRequest

PROPOSE = "commissions.propose_plan"
ACTIVATE = "commissions.activate_plan"
PERIODS_TRIED = 12


@require_safe
@page(needs=STAFF)
def proposals(request: VisitRequest) -> HttpResponse:
    """List the plans that wait for a second signature, or those decided."""
    visit, is_waiting = request.visit, request.GET.get("state") != "decided"
    found = commissions.proposals_page(
        visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    return show(
        request,
        "staff/plan_proposals.html",
        proposals=found,
        is_waiting=is_waiting,
        may_propose=policy.allowed(visit.actor, PROPOSE),
        who=network.actor_names(one.proposed_by for one in found.items),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def propose(request: VisitRequest) -> HttpResponse:
    """Check a document, and sign it as the first of two people."""
    visit = request.visit
    policy.require(visit.actor, PROPOSE)
    form = PlanForm(request.POST or None, request.FILES or None)
    check, sha256 = None, ""
    if form.is_bound and form.is_valid():
        document, examples = form.texts
        check = commissions.check_plan(visit.actor, document=document, examples=examples)
        sha256 = hashlib.sha256(document).hexdigest()
        if "sign" in request.POST:
            proposal_id = form.carry_out(lambda: _propose(visit, form, request.POST["sign"]))
            if proposal_id is not None:
                messages.success(request, _("Signed. A second person can put it in force now."))
                return redirect("storefront:staff_plan_proposal", proposal_id=proposal_id)
    shown = PlanForm(initial=form.cleaned_data) if check else form
    return show(
        request,
        "staff/plan_propose.html",
        status=422 if form.errors or (check and check.faults) else 200,
        form=shown,
        errors=form,
        check=check,
        words=check.words if check else None,
        sha256=sha256,
        opens_texts=bool(check and check.faults) or "document" in form.errors,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def proposal(request: VisitRequest, proposal_id: int) -> HttpResponse:
    """Show a plan that was handed in; whoever did not may put it in force."""
    visit = request.visit
    found = commissions.proposal(visit.actor, proposal_id)
    form = SecondSignatureForm(request.POST or None, initial={"sha256": found.row.sha256})
    if form.submit(lambda: _decide(visit, proposal_id, form)):
        messages.success(request, _("Decided. The plan's text and both names stay on file."))
        return redirect("storefront:staff_plan_proposal", proposal_id=proposal_id)
    row = found.row
    return show(
        request,
        "staff/plan_proposal.html",
        status=form.answer_status,
        row=row,
        check=found.check,
        words=found.check.words,
        form=form,
        who=network.actor_names([row.proposed_by, row.decided_by]),
        is_own=row.proposed_by == visit.actor.label,
        is_waiting=row.decided_at is None,
        may_sign=policy.allowed(visit.actor, ACTIVATE),
    )


@require_safe
@page(needs=STAFF)
def proposal_file(request: VisitRequest, proposal_id: int, part: str) -> HttpResponse:
    """Hand out the bytes of a document that was handed in, or of its examples."""
    label, content = commissions.proposal_file(request.visit.actor, proposal_id, part)
    return toml_file(label.replace(" ", "-"), part, content)


@require_POST
@page(needs=STAFF)
def try_proposal(request: VisitRequest, proposal_id: int) -> HttpResponse:
    """Let a worker find out what a plan that was handed in would have paid."""
    actor = request.visit.actor
    row = commissions.proposal(actor, proposal_id).row
    document, examples = (
        commissions.proposal_file(actor, proposal_id, part)[1] for part in ("document", "examples")
    )
    wish = commissions.NewTrial(document, examples, row.plan_code, PERIODS_TRIED)
    return ask_trial(request, wish)


def _propose(visit: Visit, form: PlanForm, seen_sha256: str) -> int:
    document, examples = form.texts
    plan = commissions.NewPlan(document, examples, form.cleaned_data["note"])
    return commissions.propose_plan(
        plan=plan, seen_sha256=seen_sha256, actor=visit.actor, at=visit.at
    )


def _decide(visit: Visit, proposal_id: int, form: SecondSignatureForm) -> bool:
    wish = form.cleaned_data
    if wish["decision"] == "approve":
        commissions.approve_plan(
            proposal_id=proposal_id, seen_sha256=wish["sha256"], actor=visit.actor, at=visit.at
        )
    else:
        commissions.reject_plan(
            proposal_id=proposal_id, reason=wish["reason"], actor=visit.actor, at=visit.at
        )
    return True
