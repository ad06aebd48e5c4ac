"""Payouts: release what is due, prepare a bank file, approve it, hand it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

import commissions.public as commissions
import finance.public as finance
import network.public as network
from core import policy
from storefront.forms.office import PayoutForm, VestingForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest

SEE, PREPARE, APPROVE = "finance.see_payouts", "finance.prepare_payout", "finance.approve_payout"
VEST = "commissions.vest"
RELEASE = "finance.release_bank_account"
SHOWN = (
    ("", gettext_lazy("All")),
    ("held", gettext_lazy("Held")),
    ("in_transit", gettext_lazy("In transit")),
    ("settled", gettext_lazy("Arrived")),
    ("returned", gettext_lazy("Came back")),
)


@require_safe
@page(needs=STAFF)
def payouts(request: VisitRequest) -> HttpResponse:
    """List payouts, with the two steps that lead to a new one."""
    return _list(request, PayoutForm(initial=_today(request)), VestingForm(initial=_today(request)))


@require_POST
@page(needs=STAFF)
def vest(request: VisitRequest) -> HttpResponse:
    """Make payable whatever has been delivered and can no longer be withdrawn."""
    visit, form = request.visit, VestingForm(request.POST)
    if form.is_valid():
        done = form.carry_out(
            lambda: commissions.vest_due(
                as_of=form.cleaned_data["as_of"], actor=visit.actor, at=visit.at
            )
        )
        if done is not None:
            messages.success(request, _("Released. It goes onto the next Gutschriften."))
            return redirect("storefront:staff_payouts")
    return _list(request, PayoutForm(initial=_today(request)), form)


@require_POST
@page(needs=STAFF)
def prepare(request: VisitRequest) -> HttpResponse:
    """Prepare a payout of everything payable; a second person has to approve it."""
    visit, form = request.visit, PayoutForm(request.POST)
    if form.is_valid():
        batch = form.carry_out(
            lambda: finance.prepare_payout(
                pay_on=form.cleaned_data["pay_on"], actor=visit.actor, at=visit.at
            )
        )
        if batch is not None:
            messages.success(request, _("Prepared. A second person can approve it now."))
            return redirect("storefront:staff_payout", batch_id=batch.id)
    return _list(request, form, VestingForm(initial=_today(request)))


@require_safe
@page(needs=STAFF)
def payout(request: VisitRequest, batch_id: int) -> HttpResponse:
    """Show a payout with its lines, what is held and why, and the hash of its file."""
    visit = request.visit
    wish = request.GET.get("show", "")
    detail = finance.payout_batch(visit.actor, batch_id, page_request(request, 50), show=wish)
    cards = network.member_cards(
        [finance.member_id_of(line.payee) or 0 for line in detail.lines.items]
    )
    is_own = detail.batch.prepared_by == f"account:{visit.actor.account_id}"
    is_waiting = detail.batch.state == "prepared"
    return show(
        request,
        "staff/payout.html",
        batch=detail.batch,
        lines=detail.lines.map(
            lambda line: (line, cards.get(finance.member_id_of(line.payee) or 0))
        ),
        held=detail.held,
        progress=detail.progress,
        shown=SHOWN,
        may_release=policy.allowed(visit.actor, RELEASE),
        may_approve=is_waiting and not is_own and policy.allowed(visit.actor, APPROVE),
        is_own=is_own and is_waiting,
        may_discard=is_waiting and policy.allowed(visit.actor, PREPARE),
    )


@require_POST
@page(needs=STAFF)
def approve(request: VisitRequest, batch_id: int) -> HttpResponse:
    """Approve the file whose hash was on the page."""
    visit = request.visit
    file_sha256 = request.POST.get("file_sha256", "")
    finance.approve_payout(
        batch_id=batch_id, file_sha256=file_sha256, actor=visit.actor, at=visit.at
    )
    messages.success(request, _("Approved. The bank file can be downloaded now."))
    return redirect("storefront:staff_payout", batch_id=batch_id)


@require_POST
@page(needs=STAFF)
def discard(request: VisitRequest, batch_id: int) -> HttpResponse:
    """Give a prepared payout up."""
    visit = request.visit
    finance.discard_payout(
        batch_id=batch_id, reason="discarded_by_hand", actor=visit.actor, at=visit.at
    )
    messages.success(request, _("Discarded. Nothing was booked."))
    return redirect("storefront:staff_payout", batch_id=batch_id)


@require_POST
@page(needs=STAFF)
def release(request: VisitRequest) -> HttpResponse:
    """Use a payee's account again from which a transfer came back."""
    visit = request.visit
    finance.release_bank_account(
        payee=request.POST.get("payee", ""), actor=visit.actor, at=visit.at
    )
    messages.success(request, _("The next payout may go to this account again."))
    return redirect("storefront:staff_payouts")


@require_POST
@page(needs=STAFF)
def bank_file(request: VisitRequest, batch_id: int) -> HttpResponse:
    """Hand out the bank file; whoever takes it is written down."""
    visit = request.visit
    content = finance.payout_file(visit.actor, batch_id, at=visit.at)
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="payout-{batch_id}.xml"'
    answer["Cache-Control"] = "no-store"
    return answer


def _list(
    request: VisitRequest, payout_form: PayoutForm, vesting_form: VestingForm
) -> HttpResponse:
    actor = request.visit.actor
    return show(
        request,
        "staff/payouts.html",
        status=422 if payout_form.errors or vesting_form.errors else 200,
        batches=finance.payout_batches(actor, page_request(request)),
        outlook=finance.payout_outlook(actor, request.visit.at),
        payout_form=payout_form,
        vesting_form=vesting_form,
        may_prepare=policy.allowed(actor, PREPARE),
        may_vest=policy.allowed(actor, VEST),
    )


def _today(request: VisitRequest) -> dict[str, str]:
    day = request.visit.today.isoformat()
    return {"pay_on": day, "as_of": day}
