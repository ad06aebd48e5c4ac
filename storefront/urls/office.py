"""The partner office."""

from __future__ import annotations

from django.urls import path, re_path

from storefront.views import (
    customers,
    earnings,
    office,
    parties,
    placement,
    prepared,
    recommending,
    team,
)

urlpatterns = [
    path("office/", office.office, name="office"),
    path("office/earnings/", earnings.earnings, name="earnings"),
    path("office/earnings/<int:run_id>/", earnings.run_lines, name="run_earnings"),
    path("office/earnings/<int:run_id>/<int:line_no>/", earnings.why, name="why"),
    path("office/statements/<int:run_id>/", earnings.statement, name="statement"),
    path("office/statements/<int:run_id>/pdf/", earnings.statement_pdf, name="statement_pdf"),
    path("office/statements/<int:run_id>/lines/", earnings.statement_lines, name="statement_lines"),
    path("office/team/", team.table, name="team"),
    path("office/team/tree/", team.tree, name="team_tree"),
    path("office/team/search/", team.search, name="team_search"),
    path("office/team/placement/", placement.tree, name="placement"),
    path("office/team/waiting/", placement.waiting, name="waiting_partners"),
    path("office/team/waiting/<int:member_id>/", placement.place, name="place_partner"),
    path("office/team/export/", team.export, name="team_export"),
    path("office/team/<int:member_id>/", team.member, name="team_member"),
    path("office/customers/", customers.customers, name="customers"),
    path("office/customers/orders/", customers.orders, name="customer_orders"),
    path("office/link/", recommending.link, name="link"),
    path("office/link/cards/", recommending.print_card, name="print_card"),
    re_path(r"^office/link/qr\.(?P<kind>svg|png)$", recommending.qr, name="link_qr"),
    path("office/profile/", recommending.profile, name="public_profile"),
    path("office/bank-account/", office.bank_account, name="bank_account"),
    path("office/tasks/<int:task_id>/done/", office.finish_task, name="finish_task"),
    path("office/parties/", parties.parties, name="parties"),
    path("office/parties/new/", parties.plan, name="plan_party"),
    path("office/parties/<int:number>/", parties.party, name="party"),
    path("office/parties/<int:number>/close/", parties.close, name="close_party"),
    path("office/parties/<int:number>/cancel/", parties.cancel, name="cancel_party"),
    path("office/carts/", prepared.prepared_carts, name="prepared_carts"),
    path("office/carts/new/", prepared.prepare, name="prepare_cart"),
    path(
        "office/carts/<int:prepared_id>/withdraw/",
        prepared.withdraw,
        name="withdraw_prepared_cart",
    ),
]
