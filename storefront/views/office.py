"""The partner office: overview, tasks, bank account."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
from core import policy
from core.paging import PageRequest
from core.periods import period_of
from storefront.forms.office import BankAccountForm
from storefront.office_charts import charts_of
from storefront.pages import PARTNER, TEAM, page, show
from storefront.qr import qr_svg
from storefront.views.security import with_password
from storefront.visits import Visit, VisitRequest

FIRST_TASKS = PageRequest(1, 5)


@require_safe
@page(needs=PARTNER)
def office(request: VisitRequest) -> HttpResponse:
    """Show how this month stands and what is missing, money, people, and the link to share."""
    visit, member_id = request.visit, member_of(request.visit)
    card = network.own_card(member_id)
    link = request.build_absolute_uri(reverse("storefront:landing", kwargs={"code": card.code}))
    month = period_of(visit.today, "month")
    dashboard = commissions.dashboard(visit.actor, member_id, month.key, at=visit.at)
    currency = dashboard.currency or visit.company.currency
    tasks = desk.tasks_of(visit.actor, member_id, FIRST_TASKS)
    about = [task.subject_member_id for task in tasks.items if task.subject_member_id is not None]
    sees_people = policy.allowed(visit.actor, TEAM)
    people = network.member_cards(about) if about and sees_people else {}
    customers, new_customers = network.customer_counts(member_id, month.starts_on, visit.today)
    return show(
        request,
        "office/overview.html",
        card=card,
        link=link,
        qr=qr_svg(link),
        period_key=month.key,
        days_left=(month.ends_before - visit.today).days,
        closes_on=month.ends_before - timedelta(days=1),
        dashboard=dashboard,
        charts=charts_of(dashboard, visit.language),
        currency=currency,
        money=_money(visit, member_id, currency),
        partners=network.direct_partners(member_id, visit.today) if sees_people else None,
        customers=customers,
        new_customers=new_customers,
        tasks=[(task, people.get(task.subject_member_id or 0)) for task in tasks.items],
    )


def _money(visit: Visit, member_id: int, currency: str) -> dict[str, int]:
    """Return what is held, ready and paid."""
    payee = finance.payee_of_member(member_id)
    held, payable = (finance.account_of(payee, kind) for kind in ("pending", "payable"))
    balances = finance.balances([held, payable], currency)
    return {
        "held": balances[held],
        "payable": balances[payable],
        "paid": finance.paid_minor(visit.actor, payee, currency),
    }


@require_POST
@page(needs=PARTNER)
def finish_task(request: VisitRequest, task_id: int) -> HttpResponse:
    """Tick a task off."""
    visit = request.visit
    desk.complete_task(task_id=task_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Done."))
    return redirect("storefront:office")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def bank_account(request: VisitRequest) -> HttpResponse:
    """Show where earnings are paid to; set it, with the password once more."""
    visit = request.visit
    payee = finance.payee_of_member(member_of(visit))
    form = BankAccountForm(request.POST if request.method == "POST" else None)
    if form.submit(lambda: _set_bank_account(visit, payee, form)):
        said = _("We pay to %(hint)s from now on.")
        messages.success(request, said % {"hint": finance.bank_account_hint(payee)})
        return redirect("storefront:bank_account")
    return show(
        request,
        "office/bank_account.html",
        status=form.answer_status,
        form=form,
        hint=finance.bank_account_hint(payee),
    )


def _set_bank_account(visit: Visit, payee: str, form: BankAccountForm) -> bool:
    account, told = visit.account, form.cleaned_data
    assert account is not None
    with_password(
        account.email,
        lambda: network.insist_on_password(account.account_id, told["bank_password"]),
    )
    finance.set_bank_account(
        payee=payee, iban=told["iban"], holder=told["holder"], actor=visit.actor, at=visit.at
    )
    return True


def member_of(visit: Visit) -> int:
    """Return the visitor's own position; only partners come here."""
    member_id = visit.actor.member_id
    assert member_id is not None
    return member_id
