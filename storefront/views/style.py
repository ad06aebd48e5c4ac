"""The living style page: every component in every state, and the line to write for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core import policy
from core.paging import Page
from storefront.charts import Measure, bars, line, shares
from storefront.forms.style import SampleForm
from storefront.icons import ICONS
from storefront.pages import STAFF, page, show
from storefront.steps import steps_of
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
    ("Jun", 412_00), ("Jul", 380_50), ("Aug", 529_90), ("Sep", 610_00), ("Okt", 575_30),
    ("Nov", 702_10),
)  # fmt: skip


@require_safe
@page()
def style(request: VisitRequest) -> HttpResponse:
    """Show the components, to staff and in a demo company to everybody."""
    visit = request.visit
    if not visit.company.is_demo:
        policy.require(visit.actor, STAFF)
    measures = [Measure(month, value, f"{value // 100} €") for month, value in TURNOVER]
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
        states=(("", "Alle"), ("paid", "Bezahlt"), ("delivered", "Zugestellt")),
        steps=steps_of((("Kontakt", "#steps"), ("Adresse", ""), ("Zahlung", "")), 2),
        bars=bars(measures),
        line=line(measures),
        parts=shares([Measure(word, value, f"{value} PV") for word, value in PARTS]),
    )


PARTS = (("Eigenes Volumen", 320), ("Team", 540), ("Kunden", 140))
