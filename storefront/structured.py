"""What search engines read of a page: its facts in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import shop.public as shop
from core.money import exponent

Facts = dict[str, object]
Absolute = Callable[[str], str]


def product_facts(detail: shop.ProductDetail, url: str, pictures: list[str]) -> Facts:
    """Return a product with its offers; prices are those of customers or of whoever looks."""
    facts: Facts = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": detail.name,
        "description": detail.summary or detail.description,
        "image": pictures,
        "sku": detail.variants[0].sku,
        "category": " / ".join(card.name for card in detail.trail),
        "offers": [_offer(offer, detail.currency, url) for offer in detail.variants],
    }
    if detail.declaration.maker is not None:
        facts["manufacturer"] = {"@type": "Organization", "name": detail.declaration.maker.name}
    return facts


def trail_facts(trail: list[tuple[str, str]]) -> Facts:
    """Return the way to a page: (name, absolute address) pairs."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(trail, start=1)
        ],
    }


def _offer(offer: shop.VariantOffer, currency: str, url: str) -> Facts:
    state = "InStock" if offer.available > 0 else "OutOfStock"
    return {
        "@type": "Offer",
        "sku": offer.sku,
        "name": offer.name,
        "price": str(Decimal(offer.gross_minor).scaleb(-exponent(currency))),
        "priceCurrency": currency,
        "availability": f"https://schema.org/{state}",
        "url": url,
    }
