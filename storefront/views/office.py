"""The partner office: overview, team, tasks, bank account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
from core.paging import PageRequest
from core.periods import period_of
from storefront.forms.office import BankAccountForm
from storefront.pages import PARTNER, page, page_request, show
from storefront.qr import qr_svg
from storefront.visits import Visit, VisitRequest

FIRST_TASKS = PageRequest(1, 5)


@require_safe
@page(needs=PARTNER)
def office(request: VisitRequest) -> HttpResponse:
    """Show how this month stands, what is to do, and the link to share."""
    visit, member_id = request.visit, member_of(request.visit)
    card = network.member_card(member_id)
    link = request.build_absolute_uri(reverse("storefront:landing", kwargs={"code": card.code}))
    period_key = period_of(visit.today, "month").key
    payee = finance.payee_of_member(member_id)
    dashboard = commissions.dashboard(visit.actor, member_id, period_key)
    held, payable = (finance.account_of(payee, kind) for kind in ("pending", "payable"))
    currency = dashboard.currency or visit.company.currency
    money = finance.balances([held, payable], currency)
    tasks = desk.tasks_of(visit.actor, member_id, FIRST_TASKS)
    about = [task.subject_member_id for task in tasks.items if task.subject_member_id is not None]
    return show(
        request,
        "office/overview.html",
        card=card,
        link=link,
        qr=qr_svg(link),
        period_key=period_key,
        dashboard=dashboard,
        currency=currency,
        held_minor=money[held],
        payable_minor=money[payable],
        partners=network.direct_partners(member_id, visit.today),
        tasks=tasks,
        people=network.member_cards(about) if about else {},
    )


@require_safe
@page(needs=PARTNER)
def team(request: VisitRequest) -> HttpResponse:
    """List everybody below, level by level."""
    visit = request.visit
    below = network.downline_page(member_of(visit), visit.today, page=page_request(request))
    return show(request, "office/team.html", below=below)


@require_POST
@page(needs=PARTNER)
def finish_task(request: VisitRequest, task_id: int) -> HttpResponse:
    """Tick a task off."""
    visit = request.visit
    desk.complete_task(task_id=task_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Done."))
    return redirect("storefront:office")


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def bank_account(request: VisitRequest) -> HttpResponse:
    """Show and set where earnings are paid to."""
    visit = request.visit
    payee = finance.payee_of_member(member_of(visit))
    form = BankAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hint = form.carry_out(
            lambda: finance.set_bank_account(
                payee=payee, **form.cleaned_data, actor=visit.actor, at=visit.at
            )
        )
        if hint is not None:
            messages.success(request, _("We pay to %(hint)s from now on.") % {"hint": hint})
            return redirect("storefront:bank_account")
    return show(
        request,
        "office/bank_account.html",
        status=422 if form.errors else 200,
        form=form,
        hint=finance.bank_account_hint(payee),
    )


def member_of(visit: Visit) -> int:
    """Return the visitor's own position; only partners come here."""
    member_id = visit.actor.member_id
    assert member_id is not None
    return member_id
