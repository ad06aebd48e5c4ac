"""The shop: catalogue, cart, checkout, payment."""

from __future__ import annotations

from django.urls import path

from storefront.views import cart, catalogue, checkout, payment

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("products/", catalogue.products, name="products"),
    path("products/<slug:slug>/", catalogue.product, name="product"),
    path("products/<slug:slug>/add/", cart.add, name="add_to_cart"),
    path("cart/", cart.cart, name="cart"),
    path("cart/<int:line_id>/change/", cart.change, name="change_line"),
    path("cart/<int:line_id>/remove/", cart.remove, name="remove_line"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("thanks/<uuid:token>/", checkout.thanks, name="thanks"),
    path("pay/test/<uuid:token>/", payment.test_payment, name="test_payment"),
]
