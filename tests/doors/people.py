"""The doors of registration, signing in and the own account."""

from tests.doors.door import SIGNED_IN, Door

DOORS = (
    Door("sign_in"),
    Door("sign_out", posts=True),
    Door("register"),
    Door("partner"),
    Door("join"),
    Door("landing", thing="code"),
    Door("register_by_link", thing="code"),
    Door("join_by_link", thing="code"),
    Door("account", to=SIGNED_IN),
    Door("order", to=SIGNED_IN, thing="order", also="shop.see_order"),
)
