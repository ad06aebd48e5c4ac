"""Finance: Gutschriften, members' taxes to confirm, holds, and what a member has."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import finance.public as finance
import network.public as network
from core import policy
from core.money import format_money
from core.paging import Page
from storefront.forms.taxes import HoldForm, IssueForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import Visit, VisitRequest

ISSUE, DECIDE = "finance.issue_credit_notes", "network.decide_tax_status"
SHOWN = (
    ("", gettext_lazy("All")),
    ("waiting", gettext_lazy("Waiting for a Gutschrift")),
    ("objected", gettext_lazy("Objections")),
)
DECLARED = (("", gettext_lazy("To be checked")), ("all", gettext_lazy("All")))
LONGEST_QUERY = 40


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def credit_notes(request: VisitRequest) -> HttpResponse:
    """List Gutschriften or who waits for one; issue what is due."""
    visit, shown = request.visit, request.GET.get("show", "")
    form = IssueForm(request.POST or None, initial={"until": visit.today.isoformat()})
    issued = form.submit(lambda: _issue(visit, form))
    if issued is not None:
        messages.success(request, _told(issued, visit.language))
        return redirect("storefront:staff_credit_notes")
    wanted, query = page_request(request), request.GET.get("q", "")[:LONGEST_QUERY]
    rows: Page[Any]
    if shown == "waiting":
        rows = finance.waiting_payees(visit.actor, wanted, on=visit.today)
    else:
        rows = finance.credit_notes_page(
            visit.actor, wanted, query=query, objected=shown == "objected"
        )
    numbers = [finance.member_id_of(row.payee) for row in rows.items]
    cards = network.member_cards([number for number in numbers if number is not None])
    return show_form(
        request,
        "staff/credit_notes.html",
        form,
        rows=rows.map(lambda row: (row, cards.get(finance.member_id_of(row.payee) or 0))),
        choices=SHOWN,
        is_waiting=shown == "waiting",
        may_issue=policy.allowed(visit.actor, ISSUE),
        currency=visit.company.currency,
    )


@require_safe
@page(needs=STAFF)
def credit_note(request: VisitRequest, number: str) -> HttpResponse:
    """Show one Gutschrift with the objection to it."""
    visit = request.visit
    policy.require(visit.actor, "finance.list_credit_notes")
    found = finance.credit_notes_page(visit.actor, page_request(request), query=number).items
    if not found:
        raise finance.DocumentNotFound(_("There is no such document."))
    row = found[0]
    return show(
        request,
        "staff/credit_note.html",
        row=row,
        card=network.member_card(finance.member_id_of(row.payee) or 0),
        reason=finance.objection_reason(visit.actor, number),
        may_settle=policy.allowed(visit.actor, ISSUE),
    )


@require_POST
@page(needs=STAFF)
def settle(request: VisitRequest, number: str) -> HttpResponse:
    """Settle an objection: the Gutschrift falls, or the partner has withdrawn it."""
    visit = request.visit
    finance.settle_objection(
        number=number,
        is_withdrawn=request.POST.get("outcome") == "withdrawn",
        actor=visit.actor,
        at=visit.at,
    )
    messages.success(request, _("The objection is settled."))
    return redirect("storefront:staff_credit_note", number=number)


@require_safe
@page(needs=STAFF)
def taxes(request: VisitRequest) -> HttpResponse:
    """List what partners declared about their taxes, the oldest that waits first."""
    visit = request.visit
    only_waiting = request.GET.get("show", "") != "all"
    found = network.tax_declarations(
        actor=visit.actor, page=page_request(request, 10), waiting_only=only_waiting
    )
    cards = network.member_cards([row.member_id for row in found.items])
    rows = found.map(lambda row: (row, cards.get(row.member_id)))
    return show(request, "staff/taxes.html", rows=rows, choices=DECLARED)


@require_POST
@page(needs=STAFF)
def decide_tax(request: VisitRequest, declaration_id: int) -> HttpResponse:
    """Confirm or reject a declaration."""
    visit, is_confirmed = request.visit, request.POST.get("decision") == "confirmed"
    network.decide_tax_status(
        declaration_id=declaration_id,
        confirmed=is_confirmed,
        note=request.POST.get("note", ""),
        actor=visit.actor,
        at=visit.at,
    )
    messages.success(request, _("Confirmed.") if is_confirmed else _("Rejected."))
    return redirect("storefront:staff_taxes")


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def holds(request: VisitRequest) -> HttpResponse:
    """List holds; place one."""
    visit = request.visit
    found = finance.holds_page(visit.actor, page_request(request))
    form = HoldForm(request.POST or None, initial={"member_id": request.GET.get("member", "")})
    if form.submit(lambda: _hold(visit, form)) is not None:
        messages.success(request, _("Held. Nothing is paid out until you lift the hold."))
        return redirect("storefront:staff_holds")
    numbers = [finance.member_id_of(row.payee) or 0 for row in found.items]
    cards = network.member_cards(numbers)
    rows = found.map(lambda row: (row, cards.get(finance.member_id_of(row.payee) or 0)))
    return show_form(request, "staff/holds.html", form, rows=rows)


@require_POST
@page(needs=STAFF)
def lift(request: VisitRequest, hold_id: int) -> HttpResponse:
    """Lift a hold."""
    visit = request.visit
    finance.lift_hold(hold_id=hold_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Lifted. Payments go on."))
    return redirect("storefront:staff_holds")


@require_safe
@page(needs=STAFF)
def member_money(request: VisitRequest, member_id: int) -> HttpResponse:
    """Show what a member has in each account, what holds it, its taxes and Gutschriften."""
    visit, payee = request.visit, finance.payee_of_member(member_id)
    card = network.member_card(member_id)
    return show(
        request,
        "staff/member_money.html",
        card=card,
        notes=finance.credit_notes_of(visit.actor, payee, page_request(request)),
        balance=finance.payee_balance(payee),
        file=network.tax_file(actor=visit.actor, member_id=member_id, at=visit.at),
        holds=finance.holds_of([payee], visit.at).get(payee, ()),
        may_hold=policy.allowed(visit.actor, "finance.change_holds"),
    )


def _issue(visit: Visit, form: IssueForm) -> finance.CreditNotesIssued:
    return finance.issue_credit_notes(
        until=form.cleaned_data["until"], actor=visit.actor, at=visit.at
    )


def _hold(visit: Visit, form: HoldForm) -> int:
    told = form.cleaned_data
    member = network.member_card(told["member_id"])
    return finance.place_hold(
        payee=finance.payee_of_member(member.member_id),
        reason=told["reason"],
        note=told["note"],
        actor=visit.actor,
        at=visit.at,
    )


def _told(issued: finance.CreditNotesIssued, language: str) -> str:
    """Say in one sentence what was issued and what is held."""
    net = format_money(issued.net_minor, issued.currency, language)
    held = sum(one.net_minor for one in issued.held)
    said = _("%(count)d Gutschriften and %(corrections)d corrections issued, %(net)s net.") % {
        "count": issued.count,
        "corrections": issued.correction_count,
        "net": net,
    }
    if not held:
        return said
    rest = _("%(amount)s wait: tax status or agreement is missing.")
    return f"{said} " + rest % {"amount": format_money(held, issued.currency, language)}
