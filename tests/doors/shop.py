"""The doors of the shop: everybody may come in."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("add_to_cart", thing="product", posts=True),
    Door("cart"),
    Door("change_line", thing="cart_line", posts=True, sends=(("quantity", "2"),)),
    Door("remove_line", thing="cart_line", posts=True),
    Door("put_back", posts=True),
    Door("set_country", posts=True),
    Door("take_over_cart", thing="prepared_link"),
    Door("party_guest", thing="party_link"),
    Door("leave_party", posts=True),
    Door("use_credit", posts=True),
    Door("leave_credit", posts=True),
    Door("staff_hostess_credit", to=f"{STAFF} + shop.set_hostess_credit"),
    Door("checkout"),
    Door("checkout_ways"),
    Door("checkout_review"),
    Door("thanks", thing="payment"),
    Door("test_payment", thing="payment"),
    Door("set_language", posts=True),
)
