"""What the shop keeps."""

from shop.models.attribute import (
    Attribute,
    AttributeTranslation,
    AttributeValue,
    AttributeValueTranslation,
    ProductAttributeValue,
)
from shop.models.catalogue import (
    Category,
    CategoryTranslation,
    Product,
    ProductTranslation,
    ProductType,
    ProductVariant,
    RelatedProduct,
    VariantTranslation,
)
from shop.models.channel import Channel, ProductChannelListing
from shop.models.checkout import Checkout, CheckoutLine
from shop.models.declaration import (
    Manufacturer,
    ProductDeclaration,
    ProductLabel,
    ProductNutrient,
)
from shop.models.fulfillment import Fulfillment, FulfillmentLine
from shop.models.incoming import GivenBack, IncomingPayment, PaymentAssignment
from shop.models.media import ProductMedia, ProductMediaText
from shop.models.order import Order, OrderLine, OrderStateChange
from shop.models.order_note import OrderNote
from shop.models.party import HostessCredit, HostessCreditTier, Party, PartyCreditEntry
from shop.models.payment import PaymentMethod, PaymentNotice, TransactionItem
from shop.models.prepared import PreparedCart, PreparedCartLine
from shop.models.price import VariantPrice
from shop.models.refund import Refund, RefundNotice, RefundStateChange
from shop.models.returns import Return, ReturnLine, ReturnStateChange
from shop.models.reversal import Reversal, ReversalLine
from shop.models.series import NumberSeries
from shop.models.shipping import ShippingMethod, ShippingMethodTranslation
from shop.models.tax import TaxRate
from shop.models.withdrawal import Withdrawal

__all__ = [
    "Attribute",
    "AttributeTranslation",
    "AttributeValue",
    "AttributeValueTranslation",
    "Category",
    "CategoryTranslation",
    "Channel",
    "Checkout",
    "CheckoutLine",
    "Fulfillment",
    "FulfillmentLine",
    "GivenBack",
    "HostessCredit",
    "HostessCreditTier",
    "IncomingPayment",
    "Manufacturer",
    "NumberSeries",
    "Order",
    "OrderLine",
    "OrderNote",
    "OrderStateChange",
    "Party",
    "PartyCreditEntry",
    "PaymentAssignment",
    "PaymentMethod",
    "PaymentNotice",
    "PreparedCart",
    "PreparedCartLine",
    "Product",
    "ProductAttributeValue",
    "ProductChannelListing",
    "ProductDeclaration",
    "ProductLabel",
    "ProductMedia",
    "ProductMediaText",
    "ProductNutrient",
    "ProductTranslation",
    "ProductType",
    "ProductVariant",
    "Refund",
    "RefundNotice",
    "RefundStateChange",
    "RelatedProduct",
    "Return",
    "ReturnLine",
    "ReturnStateChange",
    "Reversal",
    "ReversalLine",
    "ShippingMethod",
    "ShippingMethodTranslation",
    "TaxRate",
    "TransactionItem",
    "VariantPrice",
    "VariantTranslation",
    "Withdrawal",
]
