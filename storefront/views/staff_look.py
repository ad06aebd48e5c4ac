"""The company's look: tried out by one, then saved for all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import policy
from core.logo import MOST_BYTES, remove_logo, save_logo
from core.theme import Theme, check_theme, save_theme, theme
from storefront.drafts import draft_of, drop_draft, keep_draft
from storefront.forms.content import LogoForm, LookForm, look_values
from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest

EDIT = "core.edit_company"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def look(request: VisitRequest) -> HttpResponse:
    """Choose colours, type and words: to try out, or to save."""
    policy.require(request.visit.actor, EDIT)
    draft = draft_of(request.session)
    form = LookForm(request.POST or None, initial=look_values(draft or theme()))
    if request.method == "POST" and form.is_valid() and _carry_out(request, form):
        return redirect("storefront:staff_look")
    status = 422 if form.errors else 200
    return show(request, "staff/look.html", status=status, form=form, logo_form=LogoForm())


def _carry_out(request: VisitRequest, form: LookForm) -> bool:
    wanted = form.theme(theme())
    if "try" in request.POST:
        if form.carry_out(lambda: _checked(wanted)) is None:
            return False
        keep_draft(request.session, wanted)
        messages.info(request, _("This is how it would look. Walk through the shop in it."))
        return True
    visit = request.visit
    if form.carry_out(lambda: save_theme(actor=visit.actor, theme=wanted, at=visit.at)) is None:
        return False
    drop_draft(request.session)
    messages.success(request, _("Saved. Everybody sees this look from now on."))
    return True


def _checked(wanted: Theme) -> Theme:
    check_theme(wanted)
    return wanted


@require_POST
@page(needs=STAFF)
def drop(request: VisitRequest) -> HttpResponse:
    """Stop trying a look out."""
    policy.require(request.visit.actor, EDIT)
    drop_draft(request.session)
    messages.info(request, _("Dropped. You see the company's look again."))
    return redirect("storefront:staff_look")


@require_POST
@page(needs=STAFF)
def change_logo(request: VisitRequest) -> HttpResponse:
    """Take a logo in, or take it away."""
    visit = request.visit
    policy.require(visit.actor, EDIT)
    if "remove" in request.POST:
        remove_logo(actor=visit.actor, at=visit.at)
        messages.success(request, _("The header shows the name again."))
        return redirect("storefront:staff_look")
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["logo"].read(MOST_BYTES + 1)
        if form.carry_out(lambda: save_logo(actor=visit.actor, upload=upload, at=visit.at)):
            messages.success(request, _("The logo is in the header now."))
            return redirect("storefront:staff_look")
    initial = look_values(theme())
    return show(
        request, "staff/look.html", status=422, form=LookForm(initial=initial), logo_form=form
    )
