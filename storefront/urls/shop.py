"""The shop: cart, checkout, payment."""

from __future__ import annotations

from django.urls import path

from storefront.views import (
    cart,
    checkout,
    country,
    party_guests,
    payment,
    prepared,
    staff_hostess_credit,
)

urlpatterns = [
    path("products/<slug:slug>/add/", cart.add, name="add_to_cart"),
    path("cart/", cart.cart, name="cart"),
    path("cart/<int:line_id>/change/", cart.change, name="change_line"),
    path("cart/<int:line_id>/remove/", cart.remove, name="remove_line"),
    path("cart/put-back/", cart.put_back, name="put_back"),
    path("country/", country.set_country, name="set_country"),
    path("c/<uuid:token>/", prepared.take_over, name="take_over_cart"),
    path("party/<slug:code>/", party_guests.party_guest, name="party_guest"),
    path("cart/party/leave/", party_guests.leave_party, name="leave_party"),
    path("cart/credit/", party_guests.use_credit, name="use_credit"),
    path("cart/credit/leave/", party_guests.leave_credit, name="leave_credit"),
    path(
        "staff/hostess-credit/",
        staff_hostess_credit.hostess_credit,
        name="staff_hostess_credit",
    ),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/delivery/", checkout.ways, name="checkout_ways"),
    path("checkout/order/", checkout.review, name="checkout_review"),
    path("thanks/<uuid:token>/", checkout.thanks, name="thanks"),
    path("pay/test/<uuid:token>/", payment.test_payment, name="test_payment"),
]
