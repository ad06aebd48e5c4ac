"""Exchange rates: what was published by day, entered or taken in from a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

import finance.public as finance
from core import policy
from core.errors import Invalid
from core.periods import Period
from storefront.forms.rates import USUAL_SOURCE, CorrectionForm, RateFileForm, RateForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import Visit, VisitRequest

RECORD = "finance.record_rates"
DAYS_SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def rates(request: VisitRequest) -> HttpResponse:
    """List the rates of a month; record another one."""
    visit = request.visit
    month, source = _month(request), request.GET.get("source", "")
    found = finance.rates_page(
        visit.actor, month=month, source=source, page=page_request(request, 50)
    )
    sources = finance.rate_sources()
    form = RateForm(request.POST or None, initial=_usual(visit, sources))
    if request.method == "POST":
        policy.require(visit.actor, RECORD)
    done = form.submit(
        lambda: finance.record_rate(
            source=form.cleaned_data["source"],
            quote=form.quote,
            actor=visit.actor,
            at=visit.at,
        )
    )
    if done is not None:
        messages.success(request, _("Recorded. Drafts that need it can be calculated again."))
        return redirect(f"{request.path}?month={form.quote.day:%Y-%m}")
    return show_form(
        request, "staff/rates.html", form, rates=found, month=month, sources=sources,
        choices=[("", _("All")), *((name, name) for name, _base in sources)],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def correct(request: VisitRequest, rate_id: int) -> HttpResponse:
    """Replace a rate that was recorded wrongly by a new row."""
    visit = request.visit
    policy.require(visit.actor, RECORD)
    row = finance.rate_to_correct(visit.actor, rate_id)
    form = CorrectionForm(request.POST or None)
    done = form.submit(
        lambda: finance.record_rate(
            source=row.source,
            quote=form.quote(row),
            actor=visit.actor,
            at=visit.at,
            corrects=row.id,
        )
    )
    if done is not None:
        messages.success(request, _("Corrected. What was published keeps the rate of then."))
        return redirect(f"{reverse('storefront:staff_rates')}?month={row.quote.day:%Y-%m}")
    return show_form(request, "staff/rate.html", form, row=row)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def rate_file(request: VisitRequest) -> HttpResponse:
    """Show what a file of rates would change, and take it in."""
    visit = request.visit
    policy.require(visit.actor, RECORD)
    sources = finance.rate_sources()
    form = RateFileForm(request.POST or None, request.FILES or None, initial=_usual(visit, sources))
    found = form.submit(lambda: _read(visit, form, is_final="take_in" in request.POST))
    if found is not None and "take_in" in request.POST:
        _tell(request, found)
        latest = f"?month={found.days[0]:%Y-%m}" if found.new else ""
        return redirect(f"{reverse('storefront:staff_rates')}{latest}")
    return show(
        request,
        "staff/rate_file.html",
        status=form.answer_status,
        form=_checked(form, found) if found else form,
        errors=form,
        found=found,
        days=_by_day(found)[:DAYS_SHOWN] if found else (),
        sources=sources,
    )


def _read(visit: Visit, form: RateFileForm, *, is_final: bool) -> finance.RateFile:
    data = form.cleaned_data
    content, source, since = data["content"], data["source"], data["since"]
    if is_final:
        return finance.import_rates(
            content=content, source=source, since=since, actor=visit.actor, at=visit.at
        )
    return finance.check_rate_file(content=content, source=source, since=since, actor=visit.actor)


def _checked(form: RateFileForm, found: finance.RateFile) -> RateFileForm:
    """Return a form with what is new in plain lines, so that taking it in needs no file again."""
    data = form.cleaned_data
    lines = finance.rates_as_lines(found.new)
    return RateFileForm(initial={"source": data["source"], "lines": lines})


def _by_day(found: finance.RateFile) -> list[tuple[date, list[finance.Quote]]]:
    """Return the new rates day by day, the latest first."""
    days: dict[date, list[finance.Quote]] = {day: [] for day in found.days}
    for quote in found.new:
        days[quote.day].append(quote)
    return list(days.items())


def _tell(request: VisitRequest, found: finance.RateFile) -> None:
    count = len(found.new)
    if not count:
        messages.info(request, _("All rates of this file were known before. Nothing changed."))
        return
    text = ngettext("%(count)d rate taken in.", "%(count)d rates taken in.", count)
    messages.success(request, text % {"count": count})


def _usual(visit: Visit, sources: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return what a new rate begins with: the source used last, and today."""
    source, base = sources[0] if sources else (USUAL_SOURCE, visit.company.currency)
    other = "CHF" if base != "CHF" else "EUR"
    return {"source": source, "base": base, "currency": other, "day": visit.today.isoformat()}


def _month(request: VisitRequest) -> Period:
    """Read which month is wanted; nonsense means this one."""
    today = request.visit.today
    try:
        month = Period(request.GET.get("month", ""))
    except Invalid:
        return Period(f"{today:%Y-%m}")
    return Period(f"{today:%Y-%m}") if "W" in month.key else month
