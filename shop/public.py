"""What the other rooms may call and hold."""

from core.tax import TaxPart
from shop.gateways import NoGatewayOpen
from shop.models.order import OrderCannotMove
from shop.models.reversal import OF_THE_COMPANY, Reason
from shop.models.withdrawal import Verdict
from shop.picture_files import MOST_BYTES as MOST_PICTURE_BYTES
from shop.picture_files import PictureNotFound, open_picture
from shop.rules.carriers import CARRIERS
from shop.rules.contents import Content, UnitPrice
from shop.rules.withdrawal_deadline import Period, period
from shop.selectors.answers import checkout_answers
from shop.selectors.carts import CartNotFound, CartOfOtherChannel, cart, cart_quantity
from shop.selectors.catalogue import (
    CategoryNotFound,
    ProductNotFound,
    list_categories,
    list_products,
)
from shop.selectors.category_paths import category_paths
from shop.selectors.channels import ChannelNotFound, channel_card, list_channels
from shop.selectors.credited import (
    accounts_of_orders,
    credited_orders,
    purchases_of_customers,
)
from shop.selectors.delivery_terms import delivery_terms
from shop.selectors.goods import goods_for_sale
from shop.selectors.incoming import IncomingNotFound, incoming_page, incoming_payment, prepayment_of
from shop.selectors.order_facts import arrivals, order_facts, order_numbers
from shop.selectors.order_life import notes_of, order_by_link, order_life
from shop.selectors.order_links import order_link
from shop.selectors.orders import (
    OrderNotFound,
    order_for,
    order_of_payment,
    order_to_write_about,
    orders_of_account,
    orders_page,
)
from shop.selectors.parties import (
    PartyNotFound,
    PartyNotOpen,
    hostess_credit_tables,
    latest_parties,
    parties_page,
    party_card,
    party_facts,
    party_mail,
    party_view,
)
from shop.selectors.prepared import (
    PartnersBuyForThemselves,
    PreparedCartClosed,
    PreparedCartNotFound,
    carts_waiting_for,
    prepared_cart,
    prepared_carts,
    prepared_mail,
)
from shop.selectors.product_page import product_detail
from shop.selectors.publish_gate import GateCheck, publish_checks
from shop.selectors.refunds import (
    RefundNotFound,
    may_not_transfer,
    refund_account,
    refund_for,
    refunds_page,
)
from shop.selectors.returns import ReturnNotFound, return_for, returns_page
from shop.selectors.shop_window import shop_window
from shop.selectors.sitemap import catalogue_map
from shop.selectors.staff_products import product_sheet, staff_products
from shop.selectors.staff_shelves import price_history, staff_categories, staff_shelves
from shop.selectors.ways import PaymentNotOffered, ShippingNotOffered, ways_of_channel
from shop.selectors.withdrawals import (
    WithdrawalNotFound,
    withdrawal_by_token,
    withdrawal_statement,
    withdrawals_page,
)
from shop.services.announce_return import OF_BUYERS, announce_return, prove_dispatch
from shop.services.answer_checkout import save_choices, save_contact
from shop.services.cancel_order import cancel_overdue_orders, cancel_unpaid_order
from shop.services.cancel_paid_order import cancel_paid_order
from shop.services.catalogue_entries import UnknownShelf
from shop.services.change_cart import (
    BadQuantity,
    CartIsOrdered,
    NotForSale,
    UnknownSku,
    add_to_cart,
    move_cart,
    remove_line,
    set_quantity,
)
from shop.services.contact import BadContact, NoDeliveryThere, checked_contact
from shop.services.create_product import create_product
from shop.services.decide_return import accept_return, reject_return
from shop.services.deliver_order import confirm_arrival, deliver_order, send_parcel
from shop.services.edit_catalogue import (
    add_attribute_value,
    change_category,
    create_attribute,
    create_category,
    create_channel,
    create_product_type,
    save_manufacturer,
)
from shop.services.edit_product import (
    add_variant,
    change_product,
    change_variant,
    declare_product,
    relate_products,
    set_product_texts,
)
from shop.services.enter_order import BadStaffOrder, enter_order, quote_order
from shop.services.finish_refund import (
    mark_transferred,
    receive_refund_notice,
    refund_by_transfer,
    send_refund,
)
from shop.services.hold_party import (
    BadParty,
    PartyHasOrders,
    TooManyParties,
    cancel_party,
    close_party,
    plan_party,
)
from shop.services.hosted_page import gateway_decide, gateway_payment
from shop.services.import_orders import BadImportedOrder, import_orders
from shop.services.join_party import leave_credit_out, use_credit_code
from shop.services.name_refund_account import name_refund_account
from shop.services.note_order import note_order
from shop.services.party_credit import (
    BadHostessCredit,
    CreditIsGone,
    NoSuchCredit,
    adjust_party_credit,
    set_hostess_credit,
)
from shop.services.place_order import CartIsEmpty, PriceChanged, PurposeMissing, place_order
from shop.services.prepare_cart import (
    NotYourCustomer,
    TooManyPreparedCarts,
    prepare_cart,
    take_prepared_cart,
    withdraw_prepared_cart,
)
from shop.services.product_pictures import add_picture, change_picture, remove_picture
from shop.services.publish_product import NotReady, publish_product, unpublish_product
from shop.services.receive_payment_notice import AmountMismatch, receive_payment_notice
from shop.services.receive_return import receive_return
from shop.services.record_incoming import (
    AlreadyAssigned,
    BadTransfer,
    BankReferenceReused,
    NothingToGiveBack,
    assign_incoming,
    give_back_incoming,
    record_incoming,
)
from shop.services.review_withdrawal import Review, review_withdrawal
from shop.services.set_price import set_price
from shop.services.set_up_channel import (
    BadPaymentMethod,
    BadShippingMethod,
    save_payment_method,
    save_shipping_method,
)
from shop.services.take_bank_credit import NoBankCredit, take_bank_credit, take_order_payment
from shop.services.withdraw import withdraw
from shop.values.carts import Answers, Cart, CartLine, Good, TakenOut
from shop.values.catalogue import (
    SORTS,
    Answer,
    CatalogueMap,
    CategoryCard,
    ChannelCard,
    DeclarationView,
    DeliveryTerms,
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
from shop.values.credited import CreditedOrder, CustomerPurchases
from shop.values.deliveries import NewParcel, ParcelLine, ParcelView, Sent
from shop.values.incoming import IncomingRow, NewTransfer, Prepayment, TransferResult
from shop.values.order_life import LineLife, NoteView, OrderLife
from shop.values.orders import (
    Choices,
    Contact,
    ImportedOrder,
    ImportResult,
    LineFacts,
    OrderFacts,
    OrderLineView,
    OrderQuery,
    OrderRow,
    OrderStep,
    OrderView,
    PlacedOrder,
    StaffOrder,
    StaffQuote,
)
from shop.values.parties import (
    CreditChange,
    CreditTier,
    HostessCreditTable,
    NewParty,
    PartyCard,
    PartyClosing,
    PartyFacts,
    PartyMail,
    PartyOrder,
    PartyRow,
    PartyView,
)
from shop.values.payments import NoticeResult, PaymentPage
from shop.values.prepared import (
    NewPreparedCart,
    PreparedCartView,
    PreparedMail,
    PreparedRow,
    WaitingCart,
)
from shop.values.products import (
    CategoryChanges,
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
    ProductChanges,
    ProductText,
)
from shop.values.reversals import (
    Announced,
    Cancellation,
    Inspected,
    NewReturn,
    RefundAccount,
    RefundRow,
    ReturnLineView,
    ReturnRow,
    ReturnView,
    ReversalFacts,
    ReversalLineFacts,
    Reversed,
)
from shop.values.shipping import (
    ChosenShipping,
    NewPaymentMethod,
    NewShippingMethod,
    PaymentOffer,
    ShippingOffer,
    ShippingText,
)
from shop.values.staff import (
    AttributeChoice,
    AttributeSheet,
    CategorySheet,
    Listed,
    PriceRow,
    ProductRow,
    ProductSearch,
    ProductSheet,
    ShelfSheet,
    TypeCard,
)
from shop.values.withdrawals import Received, Sender, Statement, WithdrawalView

__all__ = [
    "CARRIERS", "MOST_PICTURE_BYTES", "OF_BUYERS", "OF_THE_COMPANY", "SORTS", "AlreadyAssigned",
    "AmountMismatch", "Announced", "Answer", "Answers", "AttributeChoice", "AttributeSheet",
    "BadContact", "BadHostessCredit", "BadImportedOrder", "BadParty", "BadPaymentMethod",
    "BadQuantity", "BadShippingMethod", "BadStaffOrder", "BadTransfer", "BankReferenceReused",
    "Cancellation", "Cart", "CartIsEmpty", "CartIsOrdered", "CartLine", "CartNotFound",
    "CartOfOtherChannel", "CatalogueMap", "CategoryCard", "CategoryChanges", "CategoryNotFound",
    "CategorySheet", "ChannelCard", "ChannelNotFound", "Choices", "ChosenShipping", "Contact",
    "Content", "CreditChange", "CreditIsGone", "CreditTier", "CreditedOrder", "CustomerPurchases",
    "Declaration", "DeclarationView", "DeliveryTerms", "Facet", "FacetValue", "GateCheck", "Good",
    "HostessCreditTable", "ImportResult", "ImportedOrder", "IncomingNotFound", "IncomingRow",
    "Inspected", "LabelText", "LineFacts", "LineLife", "Listed", "Listing", "NewAttribute",
    "NewAttributeValue", "NewCategory", "NewChannel", "NewManufacturer", "NewParcel", "NewParty",
    "NewPaymentMethod", "NewPicture", "NewPreparedCart", "NewPrice", "NewProduct", "NewProductType",
    "NewReturn", "NewShippingMethod", "NewTransfer", "NewVariant", "NoBankCredit",
    "NoDeliveryThere", "NoGatewayOpen", "NoSuchCredit", "NotForSale", "NotReady", "NotYourCustomer",
    "NoteView", "NothingToGiveBack", "NoticeResult", "NutrientAmount", "OrderCannotMove",
    "OrderFacts", "OrderLife", "OrderLineView", "OrderNotFound", "OrderQuery", "OrderRow",
    "OrderStep", "OrderView", "ParcelLine", "ParcelView", "PartnersBuyForThemselves", "PartyCard",
    "PartyClosing", "PartyFacts", "PartyHasOrders", "PartyMail", "PartyNotFound", "PartyNotOpen",
    "PartyOrder", "PartyRow", "PartyView", "PaymentNotOffered", "PaymentOffer", "PaymentPage",
    "Period", "Picture", "PictureNotFound", "PlacedOrder", "PreparedCartClosed",
    "PreparedCartNotFound", "PreparedCartView", "PreparedMail", "PreparedRow", "Prepayment",
    "PriceChanged", "PriceRow", "ProductCard", "ProductChanges", "ProductDetail", "ProductNotFound",
    "ProductRow", "ProductSearch", "ProductSheet", "ProductText", "PurposeMissing", "Reason",
    "Received", "RefundAccount", "RefundNotFound", "RefundRow", "ReturnLineView", "ReturnNotFound",
    "ReturnRow", "ReturnView", "ReversalFacts", "ReversalLineFacts", "Reversed", "Review", "Sender",
    "Sent", "ShelfSheet", "ShippingNotOffered", "ShippingOffer", "ShippingText", "ShopWindow",
    "Shopper", "StaffOrder", "StaffQuote", "Statement", "TakenOut", "TaxPart", "TooManyParties",
    "TooManyPreparedCarts", "TransferResult", "TypeCard", "UnitPrice", "UnknownShelf", "UnknownSku",
    "VariantOffer", "Verdict", "WaitingCart", "Wishes", "WithdrawalNotFound", "WithdrawalView",
    "accept_return", "accounts_of_orders", "add_attribute_value", "add_picture", "add_to_cart",
    "add_variant", "adjust_party_credit", "announce_return", "arrivals", "assign_incoming",
    "cancel_overdue_orders", "cancel_paid_order", "cancel_party", "cancel_unpaid_order", "cart",
    "cart_quantity", "carts_waiting_for", "catalogue_map", "category_paths", "change_category",
    "change_picture", "change_product", "change_variant", "channel_card", "checked_contact",
    "checkout_answers",
    "close_party", "confirm_arrival", "create_attribute", "create_category", "create_channel",
    "create_product", "create_product_type", "credited_orders", "declare_product", "deliver_order",
    "delivery_terms", "enter_order", "gateway_decide", "gateway_payment", "give_back_incoming",
    "goods_for_sale",
    "hostess_credit_tables", "import_orders", "incoming_page", "incoming_payment", "latest_parties",
    "leave_credit_out", "list_categories", "list_channels", "list_products", "mark_transferred",
    "may_not_transfer", "move_cart", "name_refund_account", "note_order", "notes_of",
    "open_picture", "order_by_link", "order_facts", "order_for", "order_life", "order_link",
    "order_numbers", "order_of_payment", "order_to_write_about", "orders_of_account", "orders_page",
    "parties_page", "party_card", "party_facts", "party_mail", "party_view", "period",
    "place_order", "plan_party", "prepare_cart", "prepared_cart", "prepared_carts", "prepared_mail",
    "prepayment_of", "price_history", "product_detail", "product_sheet", "prove_dispatch",
    "publish_checks", "publish_product", "purchases_of_customers", "quote_order",
    "receive_payment_notice", "receive_refund_notice", "receive_return", "record_incoming",
    "refund_account", "refund_by_transfer", "refund_for", "refunds_page", "reject_return",
    "relate_products", "remove_line", "remove_picture", "return_for", "returns_page",
    "review_withdrawal", "save_choices", "save_contact", "save_manufacturer", "save_payment_method",
    "save_shipping_method", "send_parcel", "send_refund", "set_hostess_credit", "set_price",
    "set_product_texts", "set_quantity", "shop_window", "staff_categories", "staff_products",
    "staff_shelves", "take_bank_credit", "take_order_payment", "take_prepared_cart",
    "unpublish_product", "use_credit_code", "ways_of_channel", "withdraw", "withdraw_prepared_cart",
    "withdrawal_by_token", "withdrawal_statement", "withdrawals_page",
]  # fmt: skip
