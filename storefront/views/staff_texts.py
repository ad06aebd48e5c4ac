"""The company's texts for staff: what is in force, a new wording, a second look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import policy, texts
from core.texts import KINDS, PAGE, Text
from storefront.forms.content import NewPageForm, TextForm
from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest
from storefront.wording import text_kind

EDIT = "core.edit_texts"


@dataclass(frozen=True, slots=True)
class Row:
    """One text with its wordings of today, by language."""

    kind: str
    name: str
    wordings: tuple[tuple[str, Text | None], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def staff_texts(request: VisitRequest) -> HttpResponse:
    """List every text with what is in force; open the form of a new page."""
    visit = request.visit
    policy.require(visit.actor, EDIT)
    form = NewPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = PAGE + form.cleaned_data["slug"]
        return redirect("storefront:staff_text", kind=kind, language=visit.language)
    found = texts.in_force_by_language(on=visit.today)
    kinds = [*KINDS, *sorted({kind for kind, _language in found} - set(KINDS))]
    languages = [code for code, _name in settings.LANGUAGES]
    rows = [_row(kind, visit.language, languages, found) for kind in kinds]
    status = 422 if form.errors else 200
    return show(request, "staff/texts.html", status=status, rows=rows, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def staff_text(request: VisitRequest, kind: str, language: str) -> HttpResponse:
    """Write a new wording of a text, look at it, publish it; the old ones stay as they are."""
    visit = request.visit
    policy.require(visit.actor, EDIT)
    country = request.GET.get("country", "")[:2]
    known = texts.versions(kind, language=language, country=country)
    form = TextForm(request.POST or None, initial=_beginning(request, known))
    preview = None
    if request.method == "POST" and form.is_valid():
        new = form.new_text(kind, language, country)
        if "publish" not in request.POST:
            if form.carry_out(lambda: texts.check_new(actor=visit.actor, text=new, at=visit.at)):
                preview = texts.as_html(new.body)
        elif made := form.carry_out(
            lambda: texts.publish_text(actor=visit.actor, text=new, at=visit.at)
        ):
            messages.success(request, _("Published as version %s.") % made.version)
            return redirect("storefront:staff_texts")
    return show(
        request,
        "staff/text.html",
        status=422 if form.errors else 200,
        form=form,
        kind=kind,
        name=_name(kind, known[0] if known else None),
        language=language,
        known=known,
        preview=preview,
    )


def _row(
    kind: str, language: str, languages: list[str], found: Mapping[tuple[str, str], Text]
) -> Row:
    wordings = tuple((code, found.get((kind, code))) for code in languages)
    any_wording = next((text for _code, text in wordings if text), None)
    return Row(kind, _name(kind, found.get((kind, language)) or any_wording), wordings)


def _name(kind: str, text: Text | None) -> str:
    """Return what staff call a text: a page of the company's own by its title."""
    return text.title if text and kind.startswith(PAGE) else text_kind(kind)


def _beginning(request: VisitRequest, known: tuple[Text, ...]) -> dict[str, str]:
    """Begin with the newest wording there is."""
    today = request.visit.today.isoformat()
    if not known:
        return {"valid_from": today}
    return {"title": known[0].title, "body": known[0].body, "valid_from": today}
