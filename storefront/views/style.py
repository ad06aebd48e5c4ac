"""The living style page: every component in every state, and the line to write for it."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core import policy
from core.paging import Page
from storefront.charts import Measure, bars, line, shares
from storefront.forms.style import SampleForm
from storefront.icons import ICONS
from storefront.pages import STAFF, page, show
from storefront.steps import steps_of
from storefront.templatetags.vinea import money, points
from storefront.visits import VisitRequest

COLOURS = (
    "paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong", "brand",
    "brand-strong", "brand-soft", "brand-ink", "accent", "accent-soft", "accent-ink",
    "good-soft", "good-ink", "warn-soft", "warn-ink", "bad", "bad-soft", "bad-ink",
    "info-soft", "info-ink",
)  # fmt: skip
ORDERS = (
    ("1042", "delivered", 12_990, 9800),
    ("1041", "paid", 4_550, 3200),
    ("1040", "placed", 7_900, 0),
)
TURNOVER = (
    (6, 412_00), (7, 380_50), (8, 529_90), (9, 610_00), (10, 575_30), (11, 702_10),
)  # fmt: skip
PARTS = ((_("Own volume"), 320), (_("Team"), 540), (_("Customers"), 140))
STATES = (("", _("All")), ("paid", _("Paid")), ("delivered", _("Delivered")))
STEPS = ((_("Contact"), "#steps"), (_("Address"), ""), (_("Payment"), ""))


@require_safe
@page()
def style(request: VisitRequest) -> HttpResponse:
    """Show the components, to staff and in a demo company to everybody."""
    visit = request.visit
    if not visit.company.is_demo:
        policy.require(visit.actor, STAFF)
    measures = [
        Measure(date_format(date(2026, month, 1), "M"), value, money(value, "EUR"))
        for month, value in TURNOVER
    ]
    broken = SampleForm({"email": "anna(at)example.org", "size": "xxl"})
    return show(
        request,
        "style/style.html",
        colours=COLOURS,
        icons=sorted(ICONS),
        form=SampleForm(),
        broken=broken,
        orders=Page(ORDERS, 1, 25, 60, has_next=True),
        nothing=Page((), 1, 25, 0, has_next=False),
        sort=request.GET.get("sort", "-number"),
        states=STATES,
        steps=steps_of(STEPS, 2),
        bars=bars(measures),
        line=line(measures),
        parts=shares([Measure(str(word), value, points(value * 100)) for word, value in PARTS]),
    )
