"""The doors of the partner office."""

from tests.doors.door import Door

PARTNER = "storefront.see_partner_office"
TEAM = "storefront.see_team"

DOORS = (
    Door("office", to=PARTNER),
    Door("earnings", to=PARTNER),
    Door("run_earnings", to=PARTNER, thing="run"),
    Door("why", to=PARTNER, thing="earning"),
    Door("statement", to=PARTNER, thing="statement"),
    Door("statement_pdf", to=PARTNER, thing="statement"),
    Door("statement_lines", to=PARTNER, thing="statement"),
    Door("team", to=TEAM),
    Door("team_tree", to=TEAM),
    Door("team_search", to=TEAM),
    Door("team_export", to=TEAM),
    Door("team_member", to=TEAM, thing="line_member"),
    Door("placement", to=TEAM),
    Door("waiting_partners", to=TEAM),
    Door("place_partner", to=TEAM, thing="waiting_partner", also="network.place_member"),
    Door("customers", to=TEAM),
    Door("customer_orders", to=PARTNER),
    Door("link", to=PARTNER),
    Door("print_card", to=PARTNER),
    Door("link_qr", to=PARTNER, thing="qr_kind"),
    Door("public_profile", to=PARTNER),
    Door("bank_account", to=PARTNER),
    Door("parties", to=TEAM),
    Door("plan_party", to=TEAM),
    Door("party", to=TEAM, thing="party"),
    Door("close_party", to=TEAM, thing="party", posts=True),
    Door("cancel_party", to=TEAM, thing="party", posts=True),
    Door("prepared_carts", to=TEAM),
    Door("prepare_cart", to=TEAM),
    Door("withdraw_prepared_cart", to=TEAM, thing="prepared_cart", posts=True),
    Door("finish_task", to=PARTNER, thing="task", posts=True),
)
