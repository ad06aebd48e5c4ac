"""What the kind of an order means for its price and its points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shop.rules.order_maths import PriceTag

SALE, SAMPLE, GIFT, REPLACEMENT = "sale", "sample", "gift", "replacement"
FREE = PriceTag(0, 0, 0)


@dataclass(frozen=True, slots=True)
class KindRules:
    """What a kind asks for: money and points, a written reason, the order it replaces."""

    is_charged: bool
    needs_reason: bool
    names_original: bool


RULES: Mapping[str, KindRules] = {
    SALE: KindRules(is_charged=True, needs_reason=False, names_original=False),
    SAMPLE: KindRules(is_charged=False, needs_reason=True, names_original=False),
    GIFT: KindRules(is_charged=False, needs_reason=True, names_original=False),
    REPLACEMENT: KindRules(is_charged=False, needs_reason=True, names_original=True),
}


def beyond_original(
    wanted: Mapping[str, int], original: Mapping[str, int], replaced: Mapping[str, int]
) -> dict[str, int]:
    """Return by SKU how many pieces are wanted that were not sold, or were replaced before."""
    over = {
        sku: quantity - (original.get(sku, 0) - replaced.get(sku, 0))
        for sku, quantity in wanted.items()
    }
    return {sku: pieces for sku, pieces in over.items() if pieces > 0}
