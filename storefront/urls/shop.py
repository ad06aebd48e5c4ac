"""The shop: cart, checkout, payment."""

from __future__ import annotations

from django.urls import path

from storefront.views import cart, checkout, country, payment, prepared

urlpatterns = [
    path("products/<slug:slug>/add/", cart.add, name="add_to_cart"),
    path("cart/", cart.cart, name="cart"),
    path("cart/<int:line_id>/change/", cart.change, name="change_line"),
    path("cart/<int:line_id>/remove/", cart.remove, name="remove_line"),
    path("cart/put-back/", cart.put_back, name="put_back"),
    path("country/", country.set_country, name="set_country"),
    path("c/<uuid:token>/", prepared.take_over, name="take_over_cart"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/delivery/", checkout.ways, name="checkout_ways"),
    path("checkout/order/", checkout.review, name="checkout_review"),
    path("thanks/<uuid:token>/", checkout.thanks, name="thanks"),
    path("pay/test/<uuid:token>/", payment.test_payment, name="test_payment"),
]
