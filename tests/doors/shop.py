"""The doors of the shop: everybody may come in."""

from tests.doors.door import Door

DOORS = (
    Door("add_to_cart", thing="product", posts=True),
    Door("cart"),
    Door("change_line", thing="cart_line", posts=True, sends=(("quantity", "2"),)),
    Door("remove_line", thing="cart_line", posts=True),
    Door("put_back", posts=True),
    Door("set_country", posts=True),
    Door("take_over_cart", thing="prepared_link"),
    Door("checkout"),
    Door("checkout_ways"),
    Door("checkout_review"),
    Door("thanks", thing="payment"),
    Door("test_payment", thing="payment"),
    Door("set_language", posts=True),
)
