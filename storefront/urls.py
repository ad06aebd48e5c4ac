"""The addresses of all pages."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from storefront.views import (
    account,
    cart,
    catalogue,
    checkout,
    earnings,
    joining,
    office,
    payment,
    signing_in,
    staff_orders,
    staff_payouts,
    staff_runs,
)

app_name = "storefront"

SHOP = [
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
PEOPLE = [
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
    path("language/", set_language, name="set_language"),
]
OFFICE = [
    path("office/", office.office, name="office"),
    path("office/earnings/", earnings.earnings, name="earnings"),
    path("office/earnings/<int:run_id>/", earnings.run_lines, name="run_earnings"),
    path("office/earnings/<int:run_id>/<int:line_no>/", earnings.why, name="why"),
    path("office/statements/<int:run_id>/", earnings.statement, name="statement"),
    path("office/team/", office.team, name="team"),
    path("office/bank-account/", office.bank_account, name="bank_account"),
    path("office/tasks/<int:task_id>/done/", office.finish_task, name="finish_task"),
]
STAFF = [
    path("staff/", staff_orders.staff, name="staff"),
    path("staff/orders/", staff_orders.orders, name="staff_orders"),
    path("staff/orders/<str:number>/", staff_orders.order, name="staff_order"),
    path("staff/runs/", staff_runs.runs, name="staff_runs"),
    path("staff/runs/<int:run_id>/", staff_runs.run, name="staff_run"),
    path("staff/runs/<int:run_id>/approve/", staff_runs.approve, name="approve_run"),
    path("staff/runs/<int:run_id>/publish/", staff_runs.publish, name="publish_run"),
    path("staff/payouts/", staff_payouts.payouts, name="staff_payouts"),
    path("staff/payouts/vest/", staff_payouts.vest, name="vest"),
    path("staff/payouts/prepare/", staff_payouts.prepare, name="prepare_payout"),
    path("staff/payouts/<int:batch_id>/", staff_payouts.payout, name="staff_payout"),
    path("staff/payouts/<int:batch_id>/approve/", staff_payouts.approve, name="approve_payout"),
    path("staff/payouts/<int:batch_id>/discard/", staff_payouts.discard, name="discard_payout"),
    path("staff/payouts/<int:batch_id>/file/", staff_payouts.bank_file, name="payout_file"),
]

urlpatterns = [*SHOP, *PEOPLE, *OFFICE, *STAFF]
