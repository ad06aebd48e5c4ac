"""The staff office."""

from __future__ import annotations

from django.urls import path

from storefront.views import (
    staff_bank,
    staff_closing,
    staff_customers,
    staff_enter_order,
    staff_home,
    staff_ledger,
    staff_members,
    staff_moves,
    staff_payouts,
    staff_transfers,
)

urlpatterns = [
    path("staff/", staff_home.staff, name="staff"),
    path("staff/enter-order/", staff_enter_order.enter_order, name="enter_order"),
    path("staff/transfers/", staff_transfers.transfers, name="staff_transfers"),
    path("staff/transfers/<int:incoming_id>/", staff_transfers.transfer, name="staff_transfer"),
    path(
        "staff/transfers/<int:incoming_id>/back/",
        staff_transfers.give_back,
        name="give_back_transfer",
    ),
    path("staff/members/", staff_members.members, name="staff_members"),
    path("staff/members/<int:member_id>/", staff_members.member, name="staff_member"),
    path(
        "staff/members/<int:member_id>/status/",
        staff_members.change_status,
        name="change_member_status",
    ),
    path(
        "staff/members/<int:member_id>/profile/hide/",
        staff_members.hide_profile,
        name="hide_profile",
    ),
    path(
        "staff/members/<int:member_id>/profile/show/",
        staff_members.show_profile,
        name="show_profile",
    ),
    path("staff/members/<int:member_id>/sponsor/", staff_moves.ask, name="ask_for_move"),
    path("staff/moves/", staff_moves.moves, name="staff_moves"),
    path("staff/moves/<int:request_id>/", staff_moves.move, name="staff_move"),
    path("staff/accounts/", staff_customers.accounts, name="staff_accounts"),
    path("staff/accounts/<int:account_id>/", staff_customers.account, name="staff_account"),
    path("staff/closing/", staff_closing.closings, name="staff_closings"),
    path(
        "staff/closing/<slug:plan_code>/<slug:period_key>/",
        staff_closing.closing,
        name="staff_closing",
    ),
    path(
        "staff/closing/<slug:plan_code>/<slug:period_key>/draft/",
        staff_closing.draft,
        name="draft_run",
    ),
    path("staff/runs/<int:run_id>/", staff_closing.run, name="staff_run"),
    path("staff/runs/<int:run_id>/approve/", staff_closing.approve, name="approve_run"),
    path("staff/runs/<int:run_id>/verify/", staff_closing.verify, name="verify_run"),
    path("staff/runs/<int:run_id>/publish/", staff_closing.publish, name="publish_run"),
    path("staff/bank/", staff_bank.statements, name="staff_bank"),
    path("staff/bank/<int:file_id>/", staff_bank.statement, name="staff_bank_file"),
    path("staff/bank/entries/", staff_bank.entries, name="staff_bank_entries"),
    path("staff/bank/entries/<int:entry_id>/", staff_bank.entry, name="staff_bank_entry"),
    path(
        "staff/bank/entries/<int:entry_id>/repayment/",
        staff_bank.repayment,
        name="bank_entry_repayment",
    ),
    path("staff/bank/entries/<int:entry_id>/order/", staff_bank.order, name="bank_entry_order"),
    path("staff/ledger/", staff_ledger.ledger, name="staff_ledger"),
    path("staff/ledger/check/", staff_ledger.check, name="check_ledger"),
    path("staff/ledger/accounts/<str:name>/", staff_ledger.accounts, name="staff_ledger_accounts"),
    path("staff/ledger/account/<str:path>/", staff_ledger.account, name="staff_ledger_account"),
    path("staff/ledger/transactions/", staff_ledger.transactions, name="staff_ledger_transactions"),
    path(
        "staff/ledger/transactions/<int:transaction_id>/",
        staff_ledger.transaction,
        name="staff_ledger_transaction",
    ),
    path(
        "staff/ledger/runs/<int:run_id>/<int:member_id>/",
        staff_ledger.lines,
        name="staff_ledger_lines",
    ),
    path("staff/payouts/release/", staff_payouts.release, name="release_bank_account"),
    path("staff/payouts/", staff_payouts.payouts, name="staff_payouts"),
    path("staff/payouts/vest/", staff_payouts.vest, name="vest"),
    path("staff/payouts/prepare/", staff_payouts.prepare, name="prepare_payout"),
    path("staff/payouts/<int:batch_id>/", staff_payouts.payout, name="staff_payout"),
    path("staff/payouts/<int:batch_id>/approve/", staff_payouts.approve, name="approve_payout"),
    path("staff/payouts/<int:batch_id>/discard/", staff_payouts.discard, name="discard_payout"),
    path("staff/payouts/<int:batch_id>/file/", staff_payouts.bank_file, name="payout_file"),
]
