"""Bank statements: take one in, and decide on the entries that no payout explains."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import finance.public as finance
import shop.public as shop
from core import policy
from core.money import format_money
from storefront.forms.bank import AsideForm, RepaymentForm, StatementForm, repayment_form
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import VisitRequest

SEE, IMPORT = "finance.see_bank_entries", "finance.import_bank_statement"
DECIDE, TAKE = "finance.decide_bank_entry", "shop.record_incoming_payment"
STATES = (
    ("", gettext_lazy("All")),
    ("waiting", gettext_lazy("To decide")),
    ("settled", gettext_lazy("Payouts")),
    ("returned", gettext_lazy("Came back")),
    ("order", gettext_lazy("Orders")),
    ("repayment", gettext_lazy("Repayments")),
    ("set_aside", gettext_lazy("Put aside")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def statements(request: VisitRequest) -> HttpResponse:
    """List the imported statements; take another one in."""
    visit = request.visit
    files = finance.bank_files(visit.actor, page_request(request))
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        policy.require(visit.actor, IMPORT)
    done = form.submit(
        lambda: finance.import_bank_statement(
            content=form.cleaned_data["file"], actor=visit.actor, at=visit.at
        )
    )
    if done is not None:
        _tell(request, done)
        return redirect(f"{request.path}{done.file_id}/")
    waiting = finance.bank_entries(visit.actor, state="waiting", page=page_request(request, 1))
    return show_form(request, "staff/bank.html", form, files=files, has_waiting=bool(waiting.items))


@require_safe
@page(needs=STAFF)
def statement(request: VisitRequest, file_id: int) -> HttpResponse:
    """Show what one file brought."""
    actor = request.visit.actor
    return show(
        request,
        "staff/bank_file.html",
        file=finance.bank_file(actor, file_id),
        entries=finance.bank_entries(actor, file_id=file_id, page=page_request(request, 50)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def entries(request: VisitRequest) -> HttpResponse:
    """List entries of all statements; put chosen ones aside."""
    visit = request.visit
    form = AsideForm(request.POST or None)
    wish = request.GET.get("show", "waiting")
    found = finance.bank_entries(
        visit.actor, state=wish if wish in dict(STATES) else "", page=page_request(request, 50)
    )
    sent = request.POST.getlist("entry")[:200]
    chosen = [int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 19]
    if request.method == "POST":
        policy.require(visit.actor, DECIDE)
        if not chosen:
            messages.warning(request, _("Choose at least one entry."))
            return redirect("storefront:staff_bank_entries")
    done = form.submit(
        lambda: finance.set_entries_aside(
            entry_ids=chosen, reason=form.cleaned_data["reason"], actor=visit.actor, at=visit.at
        )
    )
    if done is not None:
        text = ngettext("%(count)d entry put aside.", "%(count)d entries put aside.", done)
        messages.success(request, text % {"count": done})
        return redirect("storefront:staff_bank_entries")
    return show_form(
        request, "staff/bank_entries.html", form, entries=found, states=STATES, wish=wish
    )


@require_safe
@page(needs=STAFF)
def entry(request: VisitRequest, entry_id: int) -> HttpResponse:
    """Show one entry with what it may be."""
    return _entry_page(request, entry_id)


@require_POST
@page(needs=STAFF)
def repayment(request: VisitRequest, entry_id: int) -> HttpResponse:
    """Book an entry as what a partner pays back."""
    visit = request.visit
    policy.require(visit.actor, DECIDE)
    form = RepaymentForm(request.POST)
    left = form.submit(
        lambda: finance.record_repayment(
            entry_id=entry_id,
            payee=finance.payee_of_member(form.cleaned_data["member_id"]),
            actor=visit.actor,
            at=visit.at,
        )
    )
    if left is None:
        return _entry_page(request, entry_id, form)
    text = _("Booked. %(amount)s is still owed.")
    amount = format_money(left, visit.company.currency, visit.language)
    messages.success(request, text % {"amount": amount} if left else _("Booked. Nothing is owed."))
    return redirect("storefront:staff_bank_entries")


@require_POST
@page(needs=STAFF)
def order(request: VisitRequest, entry_id: int) -> HttpResponse:
    """Take an entry over as a customer's payment."""
    visit = request.visit
    policy.require(visit.actor, TAKE)
    result = shop.take_bank_credit(entry_id=entry_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Taken over as an incoming payment."))
    return redirect("storefront:staff_transfer", incoming_id=result.incoming_id)


def _entry_page(
    request: VisitRequest, entry_id: int, form: RepaymentForm | None = None
) -> HttpResponse:
    actor = request.visit.actor
    row = finance.bank_entry(actor, entry_id)
    suggested = finance.member_id_of(row.suggested_payee)
    owed = finance.payee_balance(row.suggested_payee) if suggested else None
    return show(
        request,
        "staff/bank_entry.html",
        status=422 if form and form.errors else 200,
        row=row,
        form=form or repayment_form(suggested),
        aside=AsideForm(),
        suggested=suggested,
        owed_minor=-owed.receivable_minor if owed else 0,
        may_take=policy.allowed(actor, TAKE),
    )


def _tell(request: VisitRequest, done: finance.StatementImported) -> None:
    if done.is_repeat:
        messages.info(request, _("This file was taken in before. Nothing changed."))
        return
    text = _(
        "%(new)d of %(entries)d entries are new: %(settled)d payouts have left, %(returned)d came"
        " back, %(waiting)d are to be decided."
    )
    told = text % {
        "new": done.new, "entries": done.entries, "settled": done.settled,
        "returned": done.returned, "waiting": done.waiting,
    }  # fmt: skip
    messages.success(request, told)
