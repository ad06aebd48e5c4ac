"""Links of mails: confirm an address, set a new password."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import network.public as network
from storefront import attempts
from storefront.forms.people import ForgottenForm, NewPasswordForm
from storefront.forms.refusing import RefusingForm
from storefront.pages import SIGNED_IN, page, show, show_form
from storefront.views.signing_in import home_of
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def confirm_email(request: VisitRequest, token: str) -> HttpResponse:
    """Ask for one click: programs that look at mails follow links, but press no button."""
    form = RefusingForm(request.POST if request.method == "POST" else None)
    done = form.submit(lambda: network.confirm_email(token=token, at=request.visit.at))
    if done is not None:
        return _confirmed(request, done)
    return show_form(request, "people/confirm_email.html", form)


@require_POST
@page(needs=SIGNED_IN)
def ask_confirmation(request: VisitRequest) -> HttpResponse:
    """Send the confirmation mail once more, a few times an hour."""
    visit = request.visit
    account_id = visit.actor.account_id
    assert account_id is not None
    attempts.CONFIRMATION_MAILS.insist(str(account_id))
    network.ask_confirmation(account_id=account_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("The mail is on its way. Look into your inbox, also under spam."))
    return redirect("storefront:account")


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def ask_reset(request: VisitRequest) -> HttpResponse:
    """Take an address; the answer never tells whether it has an account."""
    form = ForgottenForm(request.POST or None)
    if form.submit(lambda: _ask_reset(request, form.cleaned_data["email"])) is not None:
        return redirect("storefront:reset_sent")
    return show_form(request, "people/ask_reset.html", form)


@require_safe
@page()
def reset_sent(request: VisitRequest) -> HttpResponse:
    """Say where to look, whatever the address was."""
    return show(request, "people/reset_sent.html")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def reset_password(request: VisitRequest, token: str) -> HttpResponse:
    """Set a new password by the link of a mail; then one signs in with it."""
    at = request.visit.at
    form = NewPasswordForm(request.POST or None)
    try:
        network.check_reset_token(token=token, at=at)
    except network.BadLink as refusal:
        return show(request, "people/bad_link.html", status=422, message=refusal.message)
    done = form.submit(
        lambda: network.reset_password(
            token=token, new_password=form.cleaned_data["password"], at=at
        )
    )
    if done is not None:
        messages.success(request, _("Your new password holds. Sign in with it."))
        return redirect("storefront:sign_in")
    return show_form(request, "people/reset_password.html", form)


def _ask_reset(request: VisitRequest, email: str) -> bool:
    """Have a mail sent, if there is somebody to send it to.

    Raises: TooOften — by visitor only: a limit that told about an address would tell about it.
    """
    attempts.RESETS.insist(attempts.visitor(request))
    if not attempts.RESET_MAILS.is_used_up(email):
        attempts.RESET_MAILS.use(email)
        network.ask_password_reset(email=email, at=request.visit.at)
    return True


def _confirmed(request: VisitRequest, done: network.ConfirmedEmail) -> HttpResponse:
    is_own = request.visit.actor.account_id == done.account_id
    messages.success(request, _("Thank you, your e-mail address is confirmed."))
    if not is_own:
        return redirect("storefront:sign_in")
    if done.became_partner:
        return redirect("storefront:join_done")
    return redirect(home_of(Visit(request)))
