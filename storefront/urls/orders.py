"""Orders after they were placed: for their buyers, and for staff."""

from __future__ import annotations

from django.urls import path

from storefront.views import (
    my_orders,
    staff_order_steps,
    staff_orders,
    staff_refunds,
    staff_returns,
    staff_withdrawals,
    withdrawal,
)

urlpatterns = [
    path("withdraw/", withdrawal.withdraw, name="withdraw"),
    path("withdraw/<uuid:token>/", withdrawal.withdrawn, name="withdrawn"),
    path("account/orders/<str:number>/", my_orders.order, name="order"),
    path("order/<str:link>/", my_orders.order_by_link, name="order_by_link"),
    path("order/<str:link>/cancel/", my_orders.cancel, name="cancel_order"),
    path("order/<str:link>/send-back/", my_orders.send_back, name="send_back"),
    path("order/<str:link>/returns/<int:return_id>/sent/", my_orders.sent_back, name="sent_back"),
    path(
        "order/<str:link>/refunds/<int:refund_id>/",
        my_orders.refund_account,
        name="refund_account",
    ),
    path("staff/orders/", staff_orders.orders, name="staff_orders"),
    path("staff/orders/<str:number>/", staff_orders.order, name="staff_order"),
    path("staff/orders/<str:number>/send/", staff_order_steps.send, name="staff_send"),
    path("staff/orders/<str:number>/cancel/", staff_order_steps.cancel, name="staff_cancel"),
    path("staff/orders/<str:number>/return/", staff_order_steps.expect, name="staff_expect"),
    path("staff/orders/<str:number>/note/", staff_order_steps.note, name="staff_note"),
    path(
        "staff/orders/<str:number>/parcels/<int:delivery_id>/arrived/",
        staff_order_steps.arrived,
        name="staff_arrived",
    ),
    path("staff/returns/", staff_returns.returns, name="staff_returns"),
    path("staff/returns/<str:number>/", staff_returns.one_return, name="staff_return"),
    path("staff/returns/<str:number>/inspect/", staff_returns.inspect, name="staff_inspect"),
    path("staff/returns/<str:number>/sent/", staff_returns.proven, name="staff_proven"),
    path("staff/returns/<str:number>/accept/", staff_returns.accept, name="staff_accept"),
    path("staff/returns/<str:number>/reject/", staff_returns.reject, name="staff_reject"),
    path("staff/withdrawals/", staff_withdrawals.withdrawals, name="staff_withdrawals"),
    path(
        "staff/withdrawals/<int:withdrawal_id>/",
        staff_withdrawals.withdrawal,
        name="staff_withdrawal",
    ),
    path("staff/refunds/", staff_refunds.refunds, name="staff_refunds"),
    path("staff/refunds/<int:refund_id>/", staff_refunds.refund, name="staff_refund"),
    path("staff/refunds/<int:refund_id>/made/", staff_refunds.made, name="staff_refund_made"),
    path(
        "staff/refunds/<int:refund_id>/transfer/",
        staff_refunds.by_transfer,
        name="staff_refund_transfer",
    ),
]
