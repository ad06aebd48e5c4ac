"""Pictures, and what search engines ask for: robots.txt and the sitemap."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

import shop.public as shop
from storefront.pages import page
from storefront.visits import VisitRequest

A_YEAR = 31_536_000
PAGES = ("home", "products")


@require_safe
@page()
def picture(request: VisitRequest, digest: str, size: int) -> HttpResponseBase:
    """Serve a picture; its name is its content, so it never changes."""
    answer = FileResponse(shop.open_picture(digest, size), content_type="image/webp")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let everything of the catalogue be found, and nothing that belongs to somebody."""
    closed = ("/account/", "/cart/", "/checkout/", "/office/", "/staff/", "/admin/", "/pay/", "/c/")
    sitemap = request.build_absolute_uri(reverse("storefront:sitemap"))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@page()
def sitemap(request: VisitRequest) -> HttpResponse:
    """List the pages of the catalogue."""
    found = shop.catalogue_map(shopper=request.visit.shopper, at=request.visit.at)
    paths = [reverse(f"storefront:{name}") for name in PAGES]
    paths += [reverse("storefront:category", args=[slug]) for slug in found.categories]
    paths += [reverse("storefront:product", args=[slug]) for slug in found.products]
    urls = [request.build_absolute_uri(path) for path in paths]
    return render(
        request, "storefront/shop/sitemap.xml", {"urls": urls}, content_type="application/xml"
    )
