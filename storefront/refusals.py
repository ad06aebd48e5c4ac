"""The one place where a refusal becomes something a person can read and act upon."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import Denied, NotFound, Refusal
from storefront.frame import frame_of
from storefront.visits import Visit, VisitRequest


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal that no form has taken.

    What is missing or forbidden gets a page with its status. A refused action of a person leads
    back to the page it came from, with the reason on top; nothing was changed.
    """
    came_from = _same_site_path(request)
    if isinstance(refusal, NotFound | Denied) or request.method != "POST" or came_from is None:
        what = str(refusal.facts.get("action", ""))
        return error_page(request, refusal.status, refusal.message, what)
    messages.error(request, refusal.message)
    return redirect(came_from)


def error_page(
    request: HttpRequest, status: int, message: str = "", action: str = ""
) -> HttpResponse:
    """Show the page of a status in the shop's frame; without a database, in none.

    `action` is what support asks for: the name of what somebody may not do.
    """
    facts = {"status": status, "message": message, "action": action}
    if hasattr(request, "session"):
        with suppress(Refusal, DatabaseError):
            framed = {**frame_of(_visited(request)), **facts}
            return render(request, "storefront/refused.html", framed, status=status)
    return render(request, "storefront/error.html", facts, status=status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return error_page(request, 404)


def _visited(request: HttpRequest) -> VisitRequest:
    if not hasattr(request, "visit"):
        request.visit = Visit(request)  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def _same_site_path(request: HttpRequest) -> str | None:
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return None
    parts = urlsplit(referer)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # "//elsewhere/" is a path of ours while it stands behind our host, and none without it.
    return path if url_has_allowed_host_and_scheme(path, None) else None
