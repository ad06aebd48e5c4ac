"""What a partner recommends by: the link, its QR code, words to send, the public profile."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from storefront.forms.recommending import ProfileForm
from storefront.pages import PARTNER, page, show
from storefront.qr import qr_file, qr_svg
from storefront.views.office import member_of
from storefront.visits import VisitRequest


@require_safe
@page(needs=PARTNER)
def link(request: VisitRequest) -> HttpResponse:
    """Show the link with its code, and words to send it with."""
    card = network.own_card(member_of(request.visit))
    url, name = _link(request, card), card.name
    texts = [
        _("Hello! I buy at %(company)s and like it. Have a look: %(url)s"),
        _("These are the products I told you about: %(url)s  Any questions? Just ask. %(name)s"),
        _("Would you like to recommend %(company)s yourself? This is how it begins: %(url)s"),
    ]
    facts = {"company": request.visit.company.name, "url": url, "name": name}
    written = [text % facts for text in texts]
    return show(
        request,
        "office/link.html",
        link=url,
        qr=qr_svg(url),
        texts=[(text, _mail(request, text)) for text in written],
        card=card,
    )


@require_safe
@page(needs=PARTNER)
def qr(request: VisitRequest, kind: str) -> HttpResponse:
    """Hand the code out as a file for leaflets and slides."""
    content, content_type = qr_file(link_of(request), kind)
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="qr.{kind}"'
    return answer


@require_safe
@page(needs=PARTNER)
def print_card(request: VisitRequest) -> HttpResponse:
    """Show business cards with name and code, ten to a sheet, made to be printed."""
    card = network.own_card(member_of(request.visit))
    url = _link(request, card)
    return show(
        request,
        "office/print_card.html",
        short_link=url.partition("://")[2].rstrip("/"),
        qr=qr_svg(url),
        card=card,
        ten=range(10),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=PARTNER)
def profile(request: VisitRequest) -> HttpResponse:
    """Let a partner choose how others see it."""
    visit, member_id = request.visit, member_of(request.visit)
    kept = network.profile_of(visit.actor, member_id)
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(kept))
    if request.method == "POST" and form.is_valid():
        wanted = network.NewProfile(**form.cleaned_data)
        done = form.carry_out(
            lambda: (
                network.set_profile(
                    member_id=member_id, profile=wanted, actor=visit.actor, at=visit.at
                ),
                True,
            )
        )
        if done:
            messages.success(request, _("Saved."))
            return redirect("storefront:public_profile")
    return show(
        request,
        "office/profile.html",
        status=422 if form.errors else 200,
        form=form,
        kept=kept,
        card=network.own_card(member_id),
    )


def link_of(request: VisitRequest) -> str:
    """Return the partner's link as it is passed on."""
    return _link(request, network.own_card(member_of(request.visit)))


def _link(request: VisitRequest, card: network.PublicCard) -> str:
    return request.build_absolute_uri(reverse("storefront:landing", kwargs={"code": card.code}))


def _mail(request: VisitRequest, text: str) -> str:
    parts = {"subject": request.visit.company.name, "body": text}
    return "mailto:?" + urlencode(parts).replace("+", "%20")
