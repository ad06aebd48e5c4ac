"""What an order costs and scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.tax import TaxPart, tax_document
from shop.rules.shipping import leading_rate_bp


@dataclass(frozen=True, slots=True)
class PriceTag:
    """The price and points of one piece."""

    gross_minor: int
    pv_minor: int
    cv_minor: int


@dataclass(frozen=True, slots=True)
class Sale:
    """Some pieces at a price, under a tax rate."""

    tag: PriceTag
    quantity: int
    tax_rate_bp: int


@dataclass(frozen=True, slots=True)
class LineSum:
    """A line's totals for its quantity."""

    gross_minor: int
    net_minor: int
    tax_minor: int
    pv_minor: int
    cv_minor: int


@dataclass(frozen=True, slots=True)
class ShippingSum:
    """What the shipping costs, and under which rate."""

    tax_rate_bp: int
    gross_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class OrderSum:
    """A document's lines, its shipping, its tax per rate, and its totals: goods and shipping."""

    lines: tuple[LineSum, ...]
    shipping: ShippingSum
    taxes: tuple[TaxPart, ...]
    gross_minor: int
    net_minor: int
    tax_minor: int
    pv_minor: int


def add_up(sales: Sequence[Sale], shipping_minor: int = 0) -> OrderSum:
    """Price every line, the shipping and the whole; see `tax_document` for what the parts keep."""
    grosses = [sale.tag.gross_minor * sale.quantity for sale in sales]
    rates = [sale.tax_rate_bp for sale in sales]
    goods = list(zip(rates, grosses, strict=True))
    shipping_bp = leading_rate_bp(goods)
    # Shipping that costs nothing is no part of the document: it would add a rate without a sum.
    taxed = tax_document([*goods, (shipping_bp, shipping_minor)] if shipping_minor else goods)
    shipping_net = taxed.line_nets[len(goods)] if shipping_minor else 0
    lines = tuple(
        LineSum(
            gross_minor=gross,
            net_minor=net,
            tax_minor=gross - net,
            pv_minor=sale.tag.pv_minor * sale.quantity,
            cv_minor=sale.tag.cv_minor * sale.quantity,
        )
        for sale, gross, net in zip(sales, grosses, taxed.line_nets[: len(goods)], strict=True)
    )
    return OrderSum(
        lines=lines,
        shipping=ShippingSum(
            shipping_bp, shipping_minor, shipping_net, shipping_minor - shipping_net
        ),
        taxes=taxed.parts,
        gross_minor=taxed.gross_minor,
        net_minor=taxed.net_minor,
        tax_minor=taxed.gross_minor - taxed.net_minor,
        pv_minor=sum(line.pv_minor for line in lines),
    )


def line_name(product: str, variant: str) -> str:
    """Return what a sold line is called: the product, and the variant where it says more."""
    return product if variant in {"", product} else f"{product}, {variant}"
