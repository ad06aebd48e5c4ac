"""What the other rooms may call and hold."""

from shop.values.carts import Cart, CartLine, TaxPart
from shop.values.catalogue import (
    CategoryCard,
    NewCategory,
    NewChannel,
    NewPrice,
    NewProduct,
    NewVariant,
    ProductCard,
    ProductDetail,
    ProductText,
    Shopper,
    VariantOffer,
)
from shop.values.orders import (
    Contact,
    ImportedOrder,
    ImportResult,
    LineFacts,
    OrderFacts,
    OrderLineView,
    OrderRow,
    OrderStep,
    OrderView,
    PlacedOrder,
)
from shop.values.payments import NoticeResult, PaymentPage

__all__ = [
    "Cart",
    "CartLine",
    "CategoryCard",
    "Contact",
    "ImportResult",
    "ImportedOrder",
    "LineFacts",
    "NewCategory",
    "NewChannel",
    "NewPrice",
    "NewProduct",
    "NewVariant",
    "NoticeResult",
    "OrderFacts",
    "OrderLineView",
    "OrderRow",
    "OrderStep",
    "OrderView",
    "PaymentPage",
    "PlacedOrder",
    "ProductCard",
    "ProductDetail",
    "ProductText",
    "Shopper",
    "TaxPart",
    "VariantOffer",
]
