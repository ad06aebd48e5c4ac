"""The ledger for finance: from the trial balance down to one transaction and its order lines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import commissions.public as commissions
import finance.public as finance
from core import policy
from storefront.forms.ledger import AccountsForm, LedgerDayForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest

SEE, CHECK = "finance.see_ledger", "finance.check_ledger"


@require_safe
@page(needs=STAFF)
def ledger(request: VisitRequest) -> HttpResponse:
    """Show all accounts by class as of a day, and what the verifier said last."""
    visit = request.visit
    form = LedgerDayForm(request.GET or None)
    checks = finance.ledger_checks(visit.actor)
    return show(
        request,
        "staff/ledger.html",
        form=form,
        balance=finance.trial_balance(visit.actor, visit.company.currency, form.until()),
        on=request.GET.get("on", ""),
        check=next((each for each in checks if each.finished_at), None),
        is_running=bool(checks) and checks[0].finished_at is None,
        may_check=policy.allowed(visit.actor, CHECK),
    )


@require_POST
@page(needs=STAFF)
def check(request: VisitRequest) -> HttpResponse:
    """Let the verifier look now, in the background."""
    finance.ask_ledger_check(actor=request.visit.actor, at=request.visit.at)
    messages.success(request, _("The ledger is being checked. Load the page again in a moment."))
    return redirect("storefront:staff_ledger")


@require_safe
@page(needs=STAFF)
def accounts(request: VisitRequest, name: str) -> HttpResponse:
    """List the accounts of a class, the largest balances first."""
    visit = request.visit
    form = AccountsForm(request.GET or None)
    until = form.until()
    found = finance.accounts_of_class(
        visit.actor,
        name,
        visit.company.currency,
        until=until,
        owner=form.number(),
        page=page_request(request, 50),
    )
    return show(
        request,
        "staff/ledger_accounts.html",
        name=name,
        form=form,
        accounts=found,
        on=request.GET.get("on", ""),
        currency=visit.company.currency,
    )


@require_safe
@page(needs=STAFF)
def account(request: VisitRequest, path: str) -> HttpResponse:
    """Show an account's postings with the balance after each."""
    visit = request.visit
    form = LedgerDayForm(request.GET or None)
    currency = visit.company.currency
    entries = finance.account_entries(
        visit.actor, path, currency, until=form.until(), page=page_request(request, 50)
    )
    owner = path.rpartition(":")[0]
    return show(
        request,
        "staff/ledger_account.html",
        path=path,
        class_name=f"{owner.partition(':')[0]}:*:{path.rpartition(':')[2]}" if ":" in owner else "",
        member_id=finance.member_id_of(owner),
        form=form,
        on=request.GET.get("on", ""),
        entries=entries,
        currency=currency,
        balance_minor=finance.balance_minor(path, currency),
    )


@require_safe
@page(needs=STAFF)
def transaction(request: VisitRequest, transaction_id: int) -> HttpResponse:
    """Show one transaction with its postings, its reversal and its seal."""
    found = finance.ledger_transaction(request.visit.actor, transaction_id)
    owners = (finance.member_id_of(_owner(each)) for post in found.postings for each in _ends(post))
    return show(
        request,
        "staff/ledger_transaction.html",
        row=found,
        member_id=next(filter(None, owners), None),
    )


@require_safe
@page(needs=STAFF)
def transactions(request: VisitRequest) -> HttpResponse:
    """List what was booked under a reference."""
    wanted = request.GET.get("reference", "")
    return show(
        request,
        "staff/ledger_transactions.html",
        reference=wanted,
        rows=finance.ledger_transactions(
            request.visit.actor, wanted, page=page_request(request, 50)
        ),
    )


@require_safe
@page(needs=STAFF)
def lines(request: VisitRequest, run_id: int, member_id: int) -> HttpResponse:
    """Show a member's lines in a run, each with its order: the end of every total."""
    actor = request.visit.actor
    policy.require(actor, SEE)
    return show(
        request,
        "staff/ledger_lines.html",
        run=commissions.run_detail(actor, run_id).run,
        member_id=member_id,
        rows=commissions.earnings_page(
            actor, member_id=member_id, run_id=run_id, page=page_request(request, 50)
        ),
    )


def _owner(path: str) -> str:
    return path.rpartition(":")[0]


def _ends(posting: finance.Posting) -> tuple[str, str]:
    return posting.source, posting.destination
