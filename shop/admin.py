"""The shop in the admin: to look at. Changes go through the use cases."""

from __future__ import annotations

from django.contrib import admin

from shop import catalogue_admin
from shop.models import (
    Channel,
    Checkout,
    Fulfillment,
    HostessCredit,
    HostessCreditTier,
    IncomingPayment,
    Order,
    OrderLine,
    OrderStateChange,
    Party,
    PartyCreditEntry,
    PaymentMethod,
    PaymentNotice,
    PreparedCart,
    Refund,
    RefundNotice,
    Return,
    ReturnLine,
    ReturnStateChange,
    Reversal,
    ReversalLine,
    ShippingMethod,
    ShippingMethodTranslation,
    TaxRate,
    TransactionItem,
    Withdrawal,
)
from shop.read_only import ReadOnlyAdmin, ReadOnlyInline

__all__ = ["catalogue_admin"]


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin):
    """Sales channels."""

    list_display = ("slug", "name", "currency", "country", "default_language")


class ShippingTextInline(ReadOnlyInline):
    """A way of shipping in each language."""

    model = ShippingMethodTranslation
    fields = ("language", "name", "note")


@admin.register(ShippingMethod)
class ShippingMethodAdmin(ReadOnlyAdmin):
    """Ways of shipping."""

    list_display = (
        "channel", "code", "gross_minor", "free_from_minor", "max_weight_grams", "is_open",
    )  # fmt: skip
    list_filter = ("channel",)
    list_select_related = ("channel",)
    ordering = ("channel", "position", "code")
    inlines = (ShippingTextInline,)


@admin.register(PaymentMethod)
class PaymentMethodAdmin(ReadOnlyAdmin):
    """Ways to pay."""

    list_display = ("channel", "code", "days_to_pay", "is_open")
    list_filter = ("channel",)
    list_select_related = ("channel",)
    ordering = ("channel", "position", "code")


@admin.register(TaxRate)
class TaxRateAdmin(ReadOnlyAdmin):
    """Tax rates of each country."""

    list_display = ("country", "tax_class", "rate_bp", "valid_from", "valid_until")
    list_filter = ("country",)
    ordering = ("country", "tax_class", "valid_from")


@admin.register(Checkout)
class CheckoutAdmin(ReadOnlyAdmin):
    """Carts; the token is a key to the cart and is not shown."""

    list_display = ("id", "channel", "created_at", "completed_at")
    list_select_related = ("channel",)
    fields = ("id", "channel", "language", "created_at", "completed_at")
    ordering = ("-pk",)


class OrderLineInline(ReadOnlyInline):
    """What was sold."""

    model = OrderLine
    fields = ("position", "sku", "name", "quantity", "tax_rate_bp", "gross_minor", "net_minor",
              "tax_minor", "pv_minor", "cv_minor")  # fmt: skip


class OrderStateChangeInline(ReadOnlyInline):
    """How the order moved."""

    model = OrderStateChange
    fields = ("old_state", "new_state", "at", "actor", "reason")


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """Orders without addresses: those are shown by the use cases, to whom the policy allows."""

    list_display = (
        "number", "origin", "kind", "state", "placed_at", "gross_minor", "currency", "purpose",
        "credited_member_id",
    )  # fmt: skip
    list_filter = ("state", "kind", "placed_via", "origin", "purpose")
    search_fields = ("=number", "=external_reference")
    ordering = ("-pk",)
    fields = (
        "number", "origin", "external_reference", "external_buyer", "channel", "currency",
        "language", "buyer_audience", "gross_minor", "net_minor", "tax_minor", "purpose", "kind",
        "reason", "placed_via", "shipping_code", "shipping_gross_minor", "payment_method",
        "pay_until", "terms_version", "withdrawal_version", "state", "placed_at", "paid_at",
        "delivered_at",
    )  # fmt: skip
    inlines = (OrderLineInline, OrderStateChangeInline)


@admin.register(TransactionItem)
class TransactionItemAdmin(ReadOnlyAdmin):
    """Payments; the token is a key to the payment page and is not shown."""

    list_display = ("order", "gateway", "psp_reference", "amount_minor", "currency", "state")
    list_filter = ("state", "gateway")
    list_select_related = ("order",)
    search_fields = ("=order__number", "=psp_reference")
    fields = (*list_display, "created_at")
    ordering = ("-pk",)


@admin.register(PaymentNotice)
class PaymentNoticeAdmin(ReadOnlyAdmin):
    """What gateways told us."""

    list_display = (
        "gateway", "event_id", "kind", "amount_minor", "currency", "outcome", "received_at",
    )  # fmt: skip
    list_filter = ("gateway", "outcome")
    search_fields = ("=event_id",)
    fields = list_display
    ordering = ("-pk",)


@admin.register(Fulfillment)
class FulfillmentAdmin(ReadOnlyAdmin):
    """Deliveries."""

    list_display = ("order", "delivered_at", "created_at")
    list_select_related = ("order",)
    search_fields = ("=order__number",)
    ordering = ("-pk",)


@admin.register(IncomingPayment)
class IncomingPaymentAdmin(ReadOnlyAdmin):
    """Bank transfers without their payers: those are shown to finance by the workflow."""

    list_display = ("bank_reference", "booked_on", "amount_minor", "currency", "recorded_by")
    search_fields = ("=bank_reference",)
    fields = (*list_display, "recorded_at")
    ordering = ("-pk",)


class ReturnLineInline(ReadOnlyInline):
    """What comes back."""

    model = ReturnLine
    fields = ("order_line", "quantity", "restocked", "scrapped")


class ReturnStateChangeInline(ReadOnlyInline):
    """How the return moved."""

    model = ReturnStateChange
    fields = ("old_state", "new_state", "at", "actor", "reason")


@admin.register(Return)
class ReturnAdmin(ReadOnlyAdmin):
    """Returns."""

    list_display = ("number", "state", "source", "reason", "announced_at", "refund_due_on")
    list_filter = ("state", "source", "reason")
    search_fields = ("=number", "=order__number")
    ordering = ("-pk",)
    inlines = (ReturnLineInline, ReturnStateChangeInline)


class ReversalLineInline(ReadOnlyInline):
    """What was undone, and its worth."""

    model = ReversalLine
    fields = ("order_line", "quantity", "gross_minor", "net_minor", "pv_minor", "cv_minor")


@admin.register(Reversal)
class ReversalAdmin(ReadOnlyAdmin):
    """Cancellations and returns with what they are worth."""

    list_display = (
        "order", "kind", "reason", "attributable_to_company", "goods_gross_minor",
        "shipping_gross_minor", "at",
    )  # fmt: skip
    list_filter = ("kind", "reason", "attributable_to_company")
    list_select_related = ("order",)
    search_fields = ("=order__number",)
    ordering = ("-pk",)
    inlines = (ReversalLineInline,)


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    """Refunds; the buyer's account is shown to whoever makes the transfer, not here."""

    list_display = ("order", "method", "amount_minor", "currency", "state", "due_on", "finished_at")
    list_filter = ("state", "method")
    list_select_related = ("order",)
    search_fields = ("=order__number",)
    ordering = ("-pk",)
    fields = (
        "order", "reversal", "method", "amount_minor", "currency", "state", "due_on",
        "accepted_by", "requested_at", "bank_given_at", "psp_reference", "finished_at",
        "finished_by", "failure",
    )  # fmt: skip


@admin.register(RefundNotice)
class RefundNoticeAdmin(ReadOnlyAdmin):
    """What gateways told us about refunds."""

    list_display = ("gateway", "event_id", "outcome", "received_at")
    list_filter = ("gateway", "outcome")
    fields = list_display
    ordering = ("-pk",)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """Statements of withdrawal; what they say is sealed and shown by the use cases."""

    list_display = ("id", "received_at", "verdict", "order", "deadline", "reviewed_at")
    list_filter = ("verdict",)
    list_select_related = ("order",)
    search_fields = ("=order__number",)
    ordering = ("-pk",)
    fields = (
        "received_at", "zone", "language", "verdict", "deadline", "order", "of_return",
        "statement_sha256", "reviewed_at", "reviewed_by", "outcome",
    )  # fmt: skip


@admin.register(PreparedCart)
class PreparedCartAdmin(ReadOnlyAdmin):
    """Carts that partners prepared; token and recipient are not shown."""

    list_display = ("id", "member_id", "prepared_at", "expires_at", "withdrawn_at", "order_id")
    fields = list_display
    ordering = ("-pk",)


@admin.register(Party)
class PartyAdmin(ReadOnlyAdmin):
    """Parties; codes, hostess and place are not shown."""

    list_display = ("number", "member_id", "held_at", "closed_at", "cancelled_at")
    search_fields = ("=number",)
    fields = (*list_display, "planned_at", "booked_at_id")
    ordering = ("-pk",)


@admin.register(PartyCreditEntry)
class PartyCreditEntryAdmin(ReadOnlyAdmin):
    """What changed the credits of hostesses."""

    list_display = ("party", "kind", "amount_minor", "order", "at")
    list_filter = ("kind",)
    list_select_related = ("party", "order")
    fields = list_display
    ordering = ("-pk",)


class HostessCreditTierInline(ReadOnlyInline):
    """The tiers of a table."""

    model = HostessCreditTier
    fields = ("from_minor", "rate_bp")


@admin.register(HostessCredit)
class HostessCreditAdmin(ReadOnlyAdmin):
    """What hostesses get, from which day on."""

    list_display = ("currency", "valid_from", "set_by", "set_at")
    fields = list_display
    inlines = (HostessCreditTierInline,)
    ordering = ("-valid_from",)
