"""The company's texts: imprint, terms, pages of its own; every wording stays readable."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core import texts
from core.texts import PAGE, Text
from storefront.pages import page, show
from storefront.visits import VisitRequest


@require_safe
@page()
def text(request: VisitRequest, kind: str) -> HttpResponse:
    """Show the wording in force today."""
    return _show_current(request, kind)


@require_safe
@page()
def content_page(request: VisitRequest, slug: str) -> HttpResponse:
    """Show a page of the company's own."""
    return _show_current(request, PAGE + slug)


@require_safe
@page()
def text_version(request: VisitRequest, kind: str, version: str) -> HttpResponse:
    """Show one wording, in force or not."""
    visit = request.visit
    wording = texts.version_of(
        kind, language=visit.language, version=version, country=visit.country
    )
    return _show(request, wording)


def _show_current(request: VisitRequest, kind: str) -> HttpResponse:
    visit = request.visit
    wording = texts.current(kind, language=visit.language, country=visit.country, on=visit.today)
    return _show(request, wording)


def _show(request: VisitRequest, wording: Text) -> HttpResponse:
    today = request.visit.today
    others = texts.versions(wording.kind, language=wording.language, country=wording.country)
    in_force = next((one for one in others if one.valid_from <= today), wording)
    return show(
        request,
        "content/text.html",
        text=wording,
        body=texts.as_html(wording.body),
        is_page=wording.kind.startswith(PAGE) or wording.kind in texts.UNDATED,
        in_force=in_force,
        others=[one for one in others if one != wording and one.valid_from <= today],
    )
