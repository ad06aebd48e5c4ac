"""The doors of orders after they were placed."""

from tests.doors.door import SIGNED_IN, Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("withdraw"),
    Door("withdrawn", thing="withdrawal_statement"),
    Door("order", to=SIGNED_IN, thing="order", also="shop.see_order"),
    Door("order_by_link", thing="order_link"),
    Door("cancel_order", thing="order_link", posts=True),
    Door("send_back", thing="order_link"),
    Door("sent_back", thing="return_by_link", posts=True),
    Door("refund_account", thing="refund_by_link"),
    Door("staff_orders", to=f"{STAFF} + shop.list_orders"),
    Door("staff_order", to=f"{STAFF} + shop.list_orders", thing="any_order"),
    Door("staff_send", to=f"{STAFF} + shop.deliver_order", thing="any_order"),
    Door("staff_cancel", to=f"{STAFF} + shop.cancel_order", thing="any_order"),
    Door("staff_expect", to=f"{STAFF} + shop.announce_return", thing="any_order"),
    Door("staff_note", to=f"{STAFF} + shop.note_order", thing="any_order", posts=True),
    Door("staff_arrived", to=f"{STAFF} + shop.deliver_order", thing="any_parcel", posts=True),
    Door("staff_returns", to=f"{STAFF} + shop.see_returns"),
    Door("staff_return", to=f"{STAFF} + shop.see_returns", thing="any_return"),
    Door("staff_inspect", to=f"{STAFF} + shop.receive_return", thing="any_return", posts=True),
    Door("staff_proven", to=f"{STAFF} + shop.announce_return", thing="any_return", posts=True),
    Door("staff_accept", to=f"{STAFF} + shop.decide_return", thing="any_return", posts=True),
    Door("staff_reject", to=f"{STAFF} + shop.decide_return", thing="any_return", posts=True),
    Door("staff_withdrawals", to=f"{STAFF} + shop.see_withdrawals"),
    Door("staff_withdrawal", to=f"{STAFF} + shop.see_withdrawals", thing="any_withdrawal"),
    Door("staff_refunds", to=f"{STAFF} + shop.see_refunds"),
    Door("staff_refund", to=f"{STAFF} + shop.see_refunds", thing="any_refund"),
    Door("staff_refund_made", to=f"{STAFF} + shop.make_refund", thing="any_refund", posts=True),
    Door("staff_refund_transfer", to=f"{STAFF} + shop.make_refund", thing="any_refund", posts=True),
)
