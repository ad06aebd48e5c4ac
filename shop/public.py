"""What the other rooms may call and hold."""

from core.tax import TaxPart
from shop.gateways import NoGatewayOpen
from shop.models.order import OrderCannotMove
from shop.rules.carriers import CARRIERS
from shop.selectors.carts import CartNotFound, CartOfOtherChannel, cart
from shop.selectors.catalogue import (
    CategoryNotFound,
    ProductNotFound,
    list_categories,
    list_products,
)
from shop.selectors.channels import ChannelNotFound, channel_card, list_channels
from shop.selectors.order_facts import order_facts
from shop.selectors.order_life import order_life
from shop.selectors.orders import (
    OrderNotFound,
    order_for,
    order_of_payment,
    orders_of_account,
    orders_page,
)
from shop.selectors.product_page import product_detail
from shop.selectors.publish_gate import GateCheck, publish_checks
from shop.selectors.shop_window import shop_window
from shop.selectors.ways import PaymentNotOffered, ShippingNotOffered
from shop.services.cancel_order import cancel_overdue_orders, cancel_unpaid_order
from shop.services.change_cart import (
    BadQuantity,
    CartIsOrdered,
    NotForSale,
    UnknownSku,
    add_to_cart,
    remove_line,
    set_quantity,
)
from shop.services.contact import BadContact, NoDeliveryThere, checked_contact
from shop.services.create_product import create_product
from shop.services.deliver_order import confirm_arrival, deliver_order, send_parcel
from shop.services.edit_catalogue import (
    create_attribute,
    create_category,
    create_channel,
    create_product_type,
    save_manufacturer,
)
from shop.services.hosted_page import gateway_decide, gateway_payment
from shop.services.import_orders import BadImportedOrder, import_orders
from shop.services.place_order import CartIsEmpty, PriceChanged, PurposeMissing, place_order
from shop.services.publish_product import NotReady, publish_product, unpublish_product
from shop.services.receive_payment_notice import AmountMismatch, receive_payment_notice
from shop.services.set_price import set_price
from shop.services.set_up_channel import (
    BadPaymentMethod,
    BadShippingMethod,
    save_payment_method,
    save_shipping_method,
)
from shop.values.carts import Cart, CartLine
from shop.values.catalogue import (
    SORTS,
    Answer,
    CategoryCard,
    ChannelCard,
    DeclarationView,
    Facet,
    FacetValue,
    Listing,
    Picture,
    ProductCard,
    ProductDetail,
    Shopper,
    ShopWindow,
    VariantOffer,
    Wishes,
)
from shop.values.deliveries import NewParcel, ParcelLine, ParcelView, Sent
from shop.values.order_life import LineLife, OrderLife
from shop.values.orders import (
    Choices,
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
from shop.values.products import (
    Declaration,
    LabelText,
    NewAttribute,
    NewAttributeValue,
    NewCategory,
    NewChannel,
    NewManufacturer,
    NewPicture,
    NewPrice,
    NewProduct,
    NewProductType,
    NewVariant,
    NutrientAmount,
    ProductText,
)
from shop.values.shipping import (
    ChosenShipping,
    NewPaymentMethod,
    NewShippingMethod,
    PaymentOffer,
    ShippingOffer,
    ShippingText,
)

__all__ = [
    "CARRIERS",
    "SORTS",
    "AmountMismatch",
    "Answer",
    "BadContact",
    "BadImportedOrder",
    "BadPaymentMethod",
    "BadQuantity",
    "BadShippingMethod",
    "Cart",
    "CartIsEmpty",
    "CartIsOrdered",
    "CartLine",
    "CartNotFound",
    "CartOfOtherChannel",
    "CategoryCard",
    "CategoryNotFound",
    "ChannelCard",
    "ChannelNotFound",
    "Choices",
    "ChosenShipping",
    "Contact",
    "Declaration",
    "DeclarationView",
    "Facet",
    "FacetValue",
    "GateCheck",
    "ImportResult",
    "ImportedOrder",
    "LabelText",
    "LineFacts",
    "LineLife",
    "Listing",
    "NewAttribute",
    "NewAttributeValue",
    "NewCategory",
    "NewChannel",
    "NewManufacturer",
    "NewParcel",
    "NewPaymentMethod",
    "NewPicture",
    "NewPrice",
    "NewProduct",
    "NewProductType",
    "NewShippingMethod",
    "NewVariant",
    "NoDeliveryThere",
    "NoGatewayOpen",
    "NotForSale",
    "NotReady",
    "NoticeResult",
    "NutrientAmount",
    "OrderCannotMove",
    "OrderFacts",
    "OrderLife",
    "OrderLineView",
    "OrderNotFound",
    "OrderRow",
    "OrderStep",
    "OrderView",
    "ParcelLine",
    "ParcelView",
    "PaymentNotOffered",
    "PaymentOffer",
    "PaymentPage",
    "Picture",
    "PlacedOrder",
    "PriceChanged",
    "ProductCard",
    "ProductDetail",
    "ProductNotFound",
    "ProductText",
    "PurposeMissing",
    "Sent",
    "ShippingNotOffered",
    "ShippingOffer",
    "ShippingText",
    "ShopWindow",
    "Shopper",
    "TaxPart",
    "UnknownSku",
    "VariantOffer",
    "Wishes",
    "add_to_cart",
    "cancel_overdue_orders",
    "cancel_unpaid_order",
    "cart",
    "channel_card",
    "checked_contact",
    "confirm_arrival",
    "create_attribute",
    "create_category",
    "create_channel",
    "create_product",
    "create_product_type",
    "deliver_order",
    "gateway_decide",
    "gateway_payment",
    "import_orders",
    "list_categories",
    "list_channels",
    "list_products",
    "order_facts",
    "order_for",
    "order_life",
    "order_of_payment",
    "orders_of_account",
    "orders_page",
    "place_order",
    "product_detail",
    "publish_checks",
    "publish_product",
    "receive_payment_notice",
    "remove_line",
    "save_manufacturer",
    "save_payment_method",
    "save_shipping_method",
    "send_parcel",
    "set_price",
    "set_quantity",
    "shop_window",
    "unpublish_product",
]
