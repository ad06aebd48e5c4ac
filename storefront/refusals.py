"""The one place where a refusal becomes something a person can read and act upon."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import Denied, NotFound, Refusal


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal that no form has taken.

    What is missing or forbidden gets a page with its status. A refused action of a person leads
    back to the page it came from, with the reason on top; nothing was changed.
    """
    came_from = _same_site_path(request)
    if isinstance(refusal, NotFound | Denied) or request.method != "POST" or came_from is None:
        return error_page(request, refusal.status, refusal.message)
    messages.error(request, refusal.message)
    return redirect(came_from)


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """Show the page of a status; it reads nothing from the database."""
    facts = {"status": status, "message": message}
    return render(request, "storefront/error.html", facts, status=status)


def _same_site_path(request: HttpRequest) -> str | None:
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return None
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
