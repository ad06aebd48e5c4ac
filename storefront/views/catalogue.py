"""Home, listing and product pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

import shop.public as shop
from core.paging import PageRequest
from storefront.forms.shop import AddToCartForm
from storefront.pages import page, page_request, show
from storefront.visits import VisitRequest

ON_THE_HOME_PAGE = PageRequest(1, 8)
ON_A_LIST_PAGE = 12
QUERY_LENGTH = 80


@require_safe
@page()
def home(request: VisitRequest) -> HttpResponse:
    """Show what the shop is about and its first products."""
    visit = request.visit
    products = shop.list_products(
        shopper=visit.shopper, at=visit.at, page=ON_THE_HOME_PAGE
    ).products
    return show(
        request,
        "shop/home.html",
        products=products,
        categories=visit.categories,
    )


@require_safe
@page()
def products(request: VisitRequest) -> HttpResponse:
    """List products by category and search words."""
    visit = request.visit
    query = request.GET.get("q", "").strip()[:QUERY_LENGTH]
    category = request.GET.get("category", "")
    found = shop.list_products(
        shopper=visit.shopper,
        at=visit.at,
        wishes=shop.Wishes(query=query, category=category),
        page=page_request(request, ON_A_LIST_PAGE),
    ).products
    return show(
        request,
        "shop/listing.html",
        products=found,
        categories=visit.categories,
        query=query,
        category=category,
    )


@require_safe
@page()
def product(request: VisitRequest, slug: str) -> HttpResponse:
    """Show one product with its variants."""
    visit = request.visit
    detail = shop.product_detail(shopper=visit.shopper, slug=slug, at=visit.at)
    return show(request, "shop/product.html", **product_facts(detail, AddToCartForm()))


def product_facts(detail: shop.ProductDetail, form: AddToCartForm) -> dict[str, Any]:
    """Return what the product page shows, with the wanted or the first available variant marked."""
    wanted = form["sku"].value()
    available = [offer.sku for offer in detail.variants if offer.available > 0]
    first = (available or [offer.sku for offer in detail.variants])[0]
    skus = {offer.sku for offer in detail.variants}
    return {
        "product": detail,
        "form": form,
        "chosen": wanted if wanted in skus else first,
        "is_available": bool(available),
    }
