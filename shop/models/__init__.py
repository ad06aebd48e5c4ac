"""What the shop keeps."""

from shop.models.catalogue import (
    Category,
    CategoryTranslation,
    Product,
    ProductTranslation,
    ProductType,
    ProductVariant,
)
from shop.models.channel import Channel, ProductChannelListing
from shop.models.checkout import Checkout, CheckoutLine
from shop.models.fulfillment import Fulfillment, FulfillmentLine
from shop.models.order import Order, OrderLine, OrderStateChange
from shop.models.payment import PaymentNotice, TransactionItem
from shop.models.price import VariantPrice
from shop.models.series import NumberSeries
from shop.models.tax import TaxRate

__all__ = [
    "Category",
    "CategoryTranslation",
    "Channel",
    "Checkout",
    "CheckoutLine",
    "Fulfillment",
    "FulfillmentLine",
    "NumberSeries",
    "Order",
    "OrderLine",
    "OrderStateChange",
    "PaymentNotice",
    "Product",
    "ProductChannelListing",
    "ProductTranslation",
    "ProductType",
    "ProductVariant",
    "TaxRate",
    "TransactionItem",
    "VariantPrice",
]
