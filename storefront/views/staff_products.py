"""Products for staff: the list, a new one, and what still keeps one off the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import shop.public as shop
from core import policy
from storefront.forms.catalogue import NewProductForm, category_choices
from storefront.forms.fields import in_each_language
from storefront.pages import STAFF, page, page_request, show, sort_request
from storefront.visits import VisitRequest

SEE, EDIT = "shop.see_catalogue", "shop.edit_catalogue"
COLUMNS = ("name", "created", "price")
# The pages of a product in the order in which it is made, with what each is called.
PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("staff_product", gettext_lazy("Overview")),
    ("staff_product_texts", gettext_lazy("Texts")),
    ("staff_product_kind", gettext_lazy("Category and attributes")),
    ("staff_product_variants", gettext_lazy("Variants")),
    ("staff_product_prices", gettext_lazy("Prices")),
    ("staff_product_pictures", gettext_lazy("Pictures")),
    ("staff_product_declaration", gettext_lazy("Declarations")),
)
# On which page what is missing can be filled in.
WHERE = {
    "name": "staff_product_texts",
    "content": "staff_product_variants",
    "price": "staff_product_prices",
    "picture": "staff_product_pictures",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a product."""

    url: str
    label: str | Promise
    is_here: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Something a product must tell, whether it does, and where to say it."""

    check: shop.GateCheck
    url: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A product in one channel: on sale or not, and what it lacks."""

    listed: shop.Listed
    tasks: tuple[Task, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is missing."""
        return all(task.check.is_done for task in self.tasks)

    @property
    def missing(self) -> int:
        """Count what is missing."""
        return sum(not task.check.is_done for task in self.tasks)


@require_safe
@page(needs=STAFF)
def products(request: VisitRequest) -> HttpResponse:
    """List all products, on sale or not."""
    visit, query = request.visit, request.GET
    search = shop.ProductSearch(
        query=query.get("q", "").strip()[:80],
        category=query.get("category", ""),
        state=query.get("state", ""),
        sort=sort_request(request, COLUMNS, "name"),
    )
    found = shop.staff_products(
        actor=visit.actor, shopper=visit.shopper, search=search, page=page_request(request),
        at=visit.at,
    )  # fmt: skip
    categories = shop.staff_categories(actor=visit.actor)
    return show(
        request,
        "staff/products.html",
        products=found,
        sort=search.sort,
        categories=[("", _("All")), *category_choices(categories)],
        states=[("", _("All")), ("published", _("on sale")), ("draft", _("not on sale"))],
        may_edit=policy.allowed(visit.actor, EDIT),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def new_product(request: VisitRequest) -> HttpResponse:
    """Create a product with its words and first variant; the other steps follow on its pages."""
    visit = request.visit
    policy.require(visit.actor, EDIT)
    sheet = shop.staff_shelves(actor=visit.actor)
    form = NewProductForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        new = form.product()
        made = form.carry_out(
            lambda: shop.create_product(actor=visit.actor, product=new, at=visit.at)
        )
        if made:
            messages.success(request, _("Created. Follow the list to put it on sale."))
            return redirect("storefront:staff_product", slug=new.slug)
    return show(
        request,
        "staff/new_product.html",
        status=422 if form.errors else 200,
        form=form,
        words=in_each_language(form, form.TEXTS),
        own_names=in_each_language(form, ("own_name",)),
        has_shelves=bool(sheet.categories and sheet.product_types),
    )


@require_safe
@page(needs=STAFF)
def product(request: VisitRequest, slug: str) -> HttpResponse:
    """Show what a product still lacks in each country, and whether it is on sale there."""
    visit = request.visit
    sheet = sheet_of(request, slug)
    gates = [
        Gate(listed, tuple(_task(slug, check) for check in shop.publish_checks(
            actor=visit.actor, slug=slug, channel=listed.channel, at=visit.at)))
        for listed in sheet.listed
    ]  # fmt: skip
    return show(
        request,
        "staff/product.html",
        **frame_of(request, sheet, "staff_product"),
        gates=gates,
    )


@require_POST
@page(needs=STAFF)
def publish(request: VisitRequest, slug: str) -> HttpResponse:
    """Put a product on sale in a channel."""
    visit, channel = request.visit, request.POST.get("channel", "")
    shop.publish_product(actor=visit.actor, slug=slug, channel=channel, at=visit.at)
    messages.success(request, _("It is on sale now."))
    return redirect("storefront:staff_product", slug=slug)


@require_POST
@page(needs=STAFF)
def unpublish(request: VisitRequest, slug: str) -> HttpResponse:
    """Take a product off sale in a channel."""
    visit, channel = request.visit, request.POST.get("channel", "")
    shop.unpublish_product(actor=visit.actor, slug=slug, channel=channel, at=visit.at)
    messages.success(request, _("It is no longer on sale."))
    return redirect("storefront:staff_product", slug=slug)


def sheet_of(request: VisitRequest, slug: str) -> shop.ProductSheet:
    """Return everything about a product.

    Raises: NotAllowed; ProductNotFound.
    """
    visit = request.visit
    return shop.product_sheet(actor=visit.actor, shopper=visit.shopper, slug=slug, at=visit.at)


def frame_of(request: VisitRequest, sheet: shop.ProductSheet, here: str) -> dict[str, Any]:
    """Return what every page of a product shows."""
    may_edit = policy.allowed(request.visit.actor, EDIT)
    names = [name for name, _label in PARTS if may_edit or name == "staff_product"]
    parts = [
        Part(reverse(f"storefront:{name}", args=[sheet.slug]), label, name == here)
        for name, label in PARTS
        if name in names
    ]
    return {
        "sheet": sheet,
        "parts": parts,
        "may_edit": may_edit,
        "on_sale": any(listed.published_at for listed in sheet.listed),
    }


def after(request: VisitRequest, slug: str, here: str) -> HttpResponse:
    """Stay on the page that was saved, or go on to the next one where that was wished for."""
    names = [name for name, _label in PARTS]
    following = names[(names.index(here) + 1) % len(names)]
    return redirect(f"storefront:{following if 'go_on' in request.POST else here}", slug=slug)


def _task(slug: str, check: shop.GateCheck) -> Task:
    name = WHERE.get(check.code, "staff_product_declaration")
    return Task(check, reverse(f"storefront:{name}", args=[slug]))
