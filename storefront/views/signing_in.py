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

from core import policy
from storefront import attempts
from storefront.forms.people import SignInForm
from storefront.pages import PARTNER, STAFF, page, show
from storefront.visits import Visit, VisitRequest


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@page()
def sign_in(request: VisitRequest) -> HttpResponse:
    """Let somebody in by e-mail and password."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if attempts.too_many(email):
            form.add_error(None, _("Too many attempts with this address. Try again in 15 minutes."))
        elif (account := authenticate(request, **form.cleaned_data)) is not None:
            attempts.forget_failures(email)
            login(request, account)
            return redirect(_wanted_page(request) or home_of(Visit(request)))
        else:
            attempts.count_failure(email)
            form.add_error(None, _("E-mail and password do not match. Check both, capitals count."))
    return show(
        request,
        "people/sign_in.html",
        status=422 if form.errors else 200,
        form=form,
        next=_wanted_page(request),
        demo_sign_ins=demo_sign_ins(request.visit),
    )


@require_POST
@page()
def sign_out(request: VisitRequest) -> HttpResponse:
    """End the session; cart and sponsor link are forgotten with it."""
    logout(request)
    return redirect("storefront:home")


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


def _wanted_page(request: VisitRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
