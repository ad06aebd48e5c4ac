"""Sign in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

import network.public as network
from core import policy
from storefront import attempts
from storefront.forms.people import SignInForm
from storefront.pages import PARTNER, STAFF, page, show_form
from storefront.visits import Visit, VisitRequest


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def sign_in(request: VisitRequest) -> HttpResponse:
    """Let somebody in by e-mail and password."""
    form = SignInForm(request.POST or None)
    wanted = wanted_page(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempts.too_many(data["email"]):
            form.add_error(None, _("Too many attempts with this address. Try again in 15 minutes."))
        elif enter(request, data["email"], data["password"], remember=data["remember"]):
            return redirect(wanted or home_of(Visit(request)))
        else:
            attempts.count_failure(data["email"])
            form.add_error(None, _("E-mail and password do not match. Check both, capitals count."))
    return show_form(
        request,
        "people/sign_in.html",
        form,
        next=wanted,
        demo_sign_ins=demo_sign_ins(request.visit),
    )


@require_POST
@page()
def sign_out(request: VisitRequest) -> HttpResponse:
    """End the session; cart and sponsor link are forgotten with it."""
    logout(request)
    return redirect("storefront:home")


def enter(request: VisitRequest, email: str, password: str, *, remember: bool = False) -> bool:
    """Begin the session of whoever has this address and password; tell whether there is one."""
    account = authenticate(request, email=email, password=password)
    if account is None:
        return False
    attempts.forget_failures(email)
    login(request, account)
    if remember:
        network.remember_sign_in(request.session)
    return True


def home_of(visit: Visit) -> str:
    """Return the page a person wants first."""
    if policy.allowed(visit.actor, STAFF):
        return reverse("storefront:staff")
    if policy.allowed(visit.actor, PARTNER):
        return reverse("storefront:office")
    return reverse("storefront:account")


def demo_sign_ins(visit: Visit) -> tuple[object, ...]:
    """Return the log-ins to show: those of the settings, in a demo company only."""
    return tuple(getattr(settings, "DEMO_SIGN_INS", ())) if visit.company.is_demo else ()


def wanted_page(request: VisitRequest) -> str:
    """Return the page of ours that somebody wanted before signing in or registering."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
