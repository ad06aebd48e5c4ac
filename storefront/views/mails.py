"""Mails: for staff, and in a demo company for anybody who has to follow their links."""

from __future__ import annotations

import base64
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

import desk.public as desk
from core import policy
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest
from storefront.wording import MAIL, MAIL_KINDS

# A mail brings its styles with it; it loads nothing, runs nothing and asks nobody.
MAIL_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}
FRAMES: dict[str, Any] = {"frame-src": [SELF]}
STATES = (("", gettext_lazy("All")), *((state, words[1]) for state, words in MAIL.items()))
LONGEST_ADDRESS = 254


@require_safe
@page(needs=STAFF)
def mails(request: VisitRequest) -> HttpResponse:
    """List mails, with a note when some cannot be sent."""
    asked = request.GET
    wanted = desk.MailFilter(
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        to=asked.get("to", "").strip()[:LONGEST_ADDRESS],
    )
    kinds = [("", _("All")), *((kind, MAIL_KINDS.get(kind, kind)) for kind in desk.mail_kinds())]
    return show(
        request,
        "staff/mails.html",
        mails=desk.mails_page(actor=request.visit.actor, page=page_request(request), wanted=wanted),
        queue=desk.mail_queue(),
        kinds=kinds,
        states=STATES,
    )


@require_safe
@csp_update(FRAMES)
@page(needs=STAFF)
def mail(request: VisitRequest, mail_id: int) -> HttpResponse:
    """Show a mail as it goes out, and how its sending went."""
    actor = request.visit.actor
    found = desk.mail_view(actor=actor, mail_id=mail_id)
    is_over = found.row.state != "waiting"
    return show(
        request,
        "staff/mail.html",
        mail=found,
        may_resend=is_over and policy.allowed(actor, "desk.resend_mail"),
        frame_url=reverse("storefront:staff_mail_html", kwargs={"mail_id": mail_id}),
        files="storefront:staff_mail_file",
    )


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
@page(needs=STAFF)
def mail_html(request: VisitRequest, mail_id: int) -> HttpResponse:
    """Answer with the mail itself."""
    return _framed(desk.mail_view(actor=request.visit.actor, mail_id=mail_id))


@require_safe
@page(needs=STAFF)
def mail_file(request: VisitRequest, mail_id: int, place: int) -> HttpResponse:
    """Hand out an attachment."""
    found = desk.mail_file(actor=request.visit.actor, mail_id=mail_id, place=place)
    return _file(*found)


@require_POST
@page(needs=STAFF)
def resend(request: VisitRequest, mail_id: int) -> HttpResponse:
    """Send a mail once more."""
    visit = request.visit
    again = desk.resend_mail(mail_id=mail_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("The mail goes out again."))
    return redirect("storefront:staff_mail", mail_id=again)


@require_safe
@page()
def mailbox(request: VisitRequest) -> HttpResponse:
    """Show every mail of a demo company to anybody."""
    return show(request, "shop/mailbox.html", mails=desk.demo_mailbox(page=page_request(request)))


@require_safe
@csp_update(FRAMES)
@page()
def demo_mail(request: VisitRequest, mail_id: int) -> HttpResponse:
    """Show one mail of a demo company."""
    return show(
        request,
        "shop/mailbox_mail.html",
        mail=desk.demo_mail(mail_id=mail_id),
        frame_url=reverse("storefront:demo_mail_html", kwargs={"mail_id": mail_id}),
        files="storefront:demo_mail_file",
    )


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
@page()
def demo_mail_html(request: VisitRequest, mail_id: int) -> HttpResponse:
    """Answer with a demo company's mail itself."""
    return _framed(desk.demo_mail(mail_id=mail_id))


@require_safe
@page()
def demo_mail_file(request: VisitRequest, mail_id: int, place: int) -> HttpResponse:
    """Hand out an attachment of a demo company's mail."""
    return _file(*desk.demo_mail_file(mail_id=mail_id, place=place))


def _framed(mail: desk.MailView) -> HttpResponse:
    """Return the mail's HTML with its pictures inside; its links open in the whole window."""
    html = mail.html.replace("<head>", '<head><base target="_top">', 1)
    for content_id, payload in mail.pictures:
        picture = base64.b64encode(desk.code_picture(payload)).decode()
        html = html.replace(f"cid:{content_id}", f"data:image/png;base64,{picture}")
    answer = HttpResponse(html)
    answer["Cache-Control"] = "no-store"
    return answer


def _file(filename: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=False, filename=filename)
    answer["Content-Disposition"] = disposition or "inline"
    answer["Cache-Control"] = "no-store"
    return answer
