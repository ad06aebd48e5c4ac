"""The doors of the staff office."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("staff", to=STAFF),
    Door("enter_order", to=f"{STAFF} + shop.enter_order"),
    Door("staff_transfers", to=f"{STAFF} + shop.see_incoming_payments"),
    Door("staff_transfer", to=f"{STAFF} + shop.see_incoming_payments", thing="any_transfer"),
    Door(
        "give_back_transfer",
        to=f"{STAFF} + shop.record_incoming_payment",
        thing="any_transfer",
        posts=True,
    ),
    Door("staff_members", to=f"{STAFF} + network.find_members"),
    Door("staff_member", to=f"{STAFF} + network.see_whole_member", thing="any_member"),
    Door(
        "change_member_status",
        to=f"{STAFF} + network.change_status",
        thing="any_member",
        posts=True,
    ),
    Door("hide_profile", to=f"{STAFF} + network.hide_profile", thing="any_member", posts=True),
    Door("show_profile", to=f"{STAFF} + network.hide_profile", thing="any_member", posts=True),
    Door("ask_for_move", to=f"{STAFF} + network.change_sponsor", thing="any_member"),
    Door("staff_moves", to=f"{STAFF} + network.change_sponsor"),
    Door("staff_move", to=f"{STAFF} + network.change_sponsor", thing="any_move"),
    Door("staff_accounts", to=f"{STAFF} + network.see_accounts"),
    Door("staff_account", to=f"{STAFF} + network.see_accounts", thing="any_account"),
    Door("staff_closings", to=f"{STAFF} + commissions.see_runs"),
    Door("staff_closing", to=f"{STAFF} + commissions.see_runs", thing="any_period"),
    Door("draft_run", to=f"{STAFF} + commissions.draft_run", thing="any_period", posts=True),
    Door("staff_run", to=f"{STAFF} + commissions.see_runs", thing="any_run"),
    Door("approve_run", to=f"{STAFF} + commissions.approve_run", thing="any_run", posts=True),
    Door("publish_run", to=f"{STAFF} + commissions.publish_run", thing="any_run", posts=True),
    Door("staff_payouts", to=f"{STAFF} + finance.see_payouts"),
    Door("vest", to=f"{STAFF} + commissions.vest", posts=True),
    Door("prepare_payout", to=f"{STAFF} + finance.prepare_payout", posts=True),
    Door("staff_payout", to=f"{STAFF} + finance.see_payouts", thing="any_payout"),
    Door("approve_payout", to=f"{STAFF} + finance.approve_payout", thing="any_payout", posts=True),
    Door("discard_payout", to=f"{STAFF} + finance.prepare_payout", thing="any_payout", posts=True),
    Door("payout_file", to=f"{STAFF} + finance.see_payouts", thing="any_payout", posts=True),
)
