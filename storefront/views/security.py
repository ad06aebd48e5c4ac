"""Password, e-mail address, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

import network.public as network
from storefront import attempts
from storefront.forms.account import EmailForm, PasswordForm
from storefront.forms.refusing import RefusingForm
from storefront.pages import SIGNED_IN, page, show
from storefront.views.account import own_id
from storefront.views.signing_in import enter
from storefront.visits import VisitRequest


@require_safe
@page(needs=SIGNED_IN)
def security(request: VisitRequest) -> HttpResponse:
    """Show by which address and where the account is signed in, and the forms to change it."""
    return _show(request)


@sensitive_post_parameters()
@require_POST
@page(needs=SIGNED_IN)
def change_password(request: VisitRequest) -> HttpResponse:
    """Set a new password; every other device is signed out, this one stays."""
    visit, form = request.visit, PasswordForm(request.POST)
    account = visit.account
    assert account is not None
    done = form.submit(
        lambda: with_password(
            account.email,
            lambda: network.change_password(
                account_id=account.account_id,
                password=form.cleaned_data["password"],
                new_password=form.cleaned_data["new_password"],
                actor=visit.actor,
                at=visit.at,
            ),
        )
    )
    if not done:
        return _show(request, password_form=form)
    request.session.flush()
    enter(request, account.email, form.cleaned_data["new_password"])
    messages.success(request, _("Your new password holds. Other devices are signed out."))
    return redirect("storefront:security")


@sensitive_post_parameters()
@require_POST
@page(needs=SIGNED_IN)
def change_email(request: VisitRequest) -> HttpResponse:
    """Send a link to the new address; the account keeps the present one until it is followed."""
    visit, form = request.visit, EmailForm(request.POST)
    account = visit.account
    assert account is not None
    done = form.submit(
        lambda: with_password(
            account.email,
            lambda: network.ask_email_change(
                account_id=account.account_id,
                email=form.cleaned_data["new_email"],
                password=form.cleaned_data["email_password"],
                actor=visit.actor,
                at=visit.at,
            ),
        )
    )
    if not done:
        return _show(request, email_form=form)
    messages.success(request, _("We have sent a mail to the new address. Follow its link."))
    return redirect("storefront:security")


@require_POST
@page(needs=SIGNED_IN)
def drop_email_change(request: VisitRequest) -> HttpResponse:
    """Stay with the present address."""
    visit = request.visit
    network.drop_email_change(account_id=own_id(request), actor=visit.actor, at=visit.at)
    messages.success(request, _("Your address stays as it is."))
    return redirect("storefront:security")


@require_POST
@page(needs=SIGNED_IN)
def end_session(request: VisitRequest, mark: str) -> HttpResponse:
    """Sign out on one device."""
    network.end_session(actor=request.visit.actor, account_id=own_id(request), mark=mark)
    messages.success(request, _("That device is signed out."))
    return redirect("storefront:security")


@require_POST
@page(needs=SIGNED_IN)
def end_other_sessions(request: VisitRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = network.end_other_sessions(
        actor=request.visit.actor,
        account_id=own_id(request),
        this_key=request.session.session_key,
    )
    text = ngettext(
        "%(n)d other device is signed out.", "%(n)d other devices are signed out.", ended
    )
    messages.success(request, text % {"n": ended})
    return redirect("storefront:security")


def with_password(email: str, use_case: Callable[[], object]) -> bool:
    """Carry out what asks for the present password, which cannot be tried out here either.

    Raises: TooOften; and what the use case raises.
    """
    if attempts.too_many(email):
        raise attempts.PASSWORDS.refusal()
    try:
        use_case()
    except network.WrongPassword:
        attempts.count_failure(email)
        raise
    attempts.forget_failures(email)
    return True


def _show(
    request: VisitRequest,
    password_form: RefusingForm | None = None,
    email_form: RefusingForm | None = None,
) -> HttpResponse:
    visit, account_id = request.visit, own_id(request)
    tried = password_form or email_form
    return show(
        request,
        "people/security.html",
        status=tried.answer_status if tried else 200,
        tried=tried,
        password_form=password_form or PasswordForm(),
        email_form=email_form or EmailForm(),
        details=network.account_details(visit.actor, account_id, visit.at),
        sessions=network.own_sessions(
            actor=visit.actor,
            account_id=account_id,
            this_key=request.session.session_key,
            at=visit.at,
        ),
    )
