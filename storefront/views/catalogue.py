"""Home, listing, category and product pages."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

import shop.public as shop
from storefront.forms.shop import AddToCartForm
from storefront.pages import page, page_request, show
from storefront.structured import product_facts as structured_product
from storefront.structured import trail_facts
from storefront.visits import VisitRequest
from storefront.wishes import Shopping, narrowing, read_wishes

ON_A_LIST_PAGE = 12
SLUG = re.compile(r"[-a-zA-Z0-9_]+")


@require_safe
@page()
def home(request: VisitRequest) -> HttpResponse:
    """Show what the shop is about, what sells best and what is new."""
    visit = request.visit
    return show(
        request,
        "shop/home.html",
        window=shop.shop_window(shopper=visit.shopper, at=visit.at),
        canonical=request.build_absolute_uri(reverse("storefront:home")),
    )


@require_safe
@page()
def products(request: VisitRequest) -> HttpResponse:
    """List products by search words and filters; old links to a category lead to its page."""
    category = request.GET.get("category", "")
    if SLUG.fullmatch(category):
        query = request.GET.copy()
        query.pop("category")
        target = reverse("storefront:category", kwargs={"slug": category})
        return HttpResponsePermanentRedirect(f"{target}?{query.urlencode()}" if query else target)
    return _listing(request, "")


@require_safe
@page()
def category(request: VisitRequest, slug: str) -> HttpResponse:
    """List what stands in a category."""
    return _listing(request, slug)


@require_safe
@page()
def product(request: VisitRequest, slug: str) -> HttpResponse:
    """Show one product with its variants."""
    visit = request.visit
    detail = shop.product_detail(shopper=visit.shopper, slug=slug, at=visit.at)
    facts = product_page(request, detail, AddToCartForm())
    return show(request, "shop/product.html", **facts)


def product_page(
    request: VisitRequest, detail: shop.ProductDetail, form: AddToCartForm
) -> dict[str, Any]:
    """Return what the product page shows, with the wanted or the first available variant marked."""
    wanted = form["sku"].value()
    available = [offer.sku for offer in detail.variants if offer.available > 0]
    first = (available or [offer.sku for offer in detail.variants])[0]
    skus = {offer.sku for offer in detail.variants}
    url = request.build_absolute_uri(reverse("storefront:product", kwargs={"slug": detail.slug}))
    return {
        "product": detail,
        "form": form,
        "chosen": wanted if wanted in skus else first,
        "is_available": bool(available),
        "delivery": shop.delivery_terms(shopper=request.visit.shopper),
        "canonical": url,
        "structured": [
            structured_product(detail, url, _pictures(request, detail)),
            trail_facts([*_trail(request, detail.trail), (detail.name, url)]),
        ],
    }


def _listing(request: VisitRequest, slug: str) -> HttpResponse:
    visit, query = request.visit, request.GET
    wishes = read_wishes(query, slug, visit.channel.currency)
    listing = shop.list_products(
        shopper=visit.shopper,
        at=visit.at,
        wishes=wishes,
        page=page_request(request, ON_A_LIST_PAGE),
    )
    shopping = Shopping(visit.channel.currency, visit.language, visit.buyer.audience != "customer")
    return show(
        request,
        "shop/listing.html",
        listing=listing,
        wishes=wishes,
        narrowing=narrowing(query, wishes, listing.facets, shopping),
        here=listing.trail[-1] if listing.trail else None,
        shelves=_shelves_below(request, slug),
        suggested=() if listing.products.items else _suggested(request),
        canonical=_canonical(request, listing.products.number),
        structured=[trail_facts(_trail(request, listing.trail))] if listing.trail else [],
    )


def _shelves_below(request: VisitRequest, slug: str) -> list[shop.CategoryCard]:
    """Return the categories to go on to: those at the top, or those within this one."""
    return [card for card in request.visit.categories if card.parent == slug]


def _suggested(request: VisitRequest) -> tuple[shop.ProductCard, ...]:
    visit = request.visit
    window = shop.shop_window(shopper=visit.shopper, at=visit.at)
    return window.best_sellers or window.newest


def _canonical(request: VisitRequest, number: int) -> str:
    """Return the address without filters and order, which show the same things otherwise."""
    page_part = f"?page={number}" if number > 1 else ""
    return request.build_absolute_uri(f"{request.path}{page_part}")


def _trail(request: HttpRequest, trail: tuple[shop.CategoryCard, ...]) -> list[tuple[str, str]]:
    return [
        (card.name, request.build_absolute_uri(reverse("storefront:category", args=[card.slug])))
        for card in trail
    ]


def _pictures(request: HttpRequest, detail: shop.ProductDetail) -> list[str]:
    uploaded = [
        reverse("storefront:picture", kwargs={"digest": picture.digest, "size": 1200})
        for picture in detail.pictures
    ]
    drawn = [static(f"art/{detail.art}.svg")] if detail.art and not uploaded else []
    return [request.build_absolute_uri(url) for url in uploaded or drawn]
