"""Signing in, registering, the own account."""

from __future__ import annotations

from django.urls import path

from storefront.views import account, joining, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("register/", joining.register, name="register"),
    path("partner/", joining.partner, name="partner"),
    path("partner/join/", joining.join, name="join"),
    path("p/<str:code>/", joining.landing, name="landing"),
    path("p/<str:code>/register/", joining.register, name="register_by_link"),
    path("p/<str:code>/join/", joining.join, name="join_by_link"),
    path("account/", account.account, name="account"),
    path("account/orders/<str:number>/", account.order, name="order"),
]
