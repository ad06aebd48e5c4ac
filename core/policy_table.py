"""Who may do and see what: the one table that views, use cases and the API ask.

An entry lists roles ("finance") and relations ("=self"). One match is enough. `PUBLIC` lets
everybody in, the system actor (imports, reactions, the clock) may do everything listed here.
"""

from __future__ import annotations

PUBLIC = "*"

TABLE: dict[str, frozenset[str]] = {
    action: frozenset(who.split())
    for action, who in {
        "core.edit_company": "owner",
        "core.edit_texts": "owner compliance marketing",
        "core.see_audit": "owner compliance",
        "network.add_staff": "owner",
        "network.register_root": "owner",
        "network.become_member": "=own_account",
        "network.see_account": "owner support compliance =own_account",
        "network.edit_account": "=own_account",
        "network.list_applications": "owner support compliance",
        "network.decide_application": "owner support compliance",
        "network.change_sponsor": "owner support compliance",
        "network.change_status": "owner support compliance",
        "network.find_members": "owner support finance marketing compliance",
        "network.see_member": "owner support finance compliance =self =in_my_downline =my_sponsor",
        "network.see_downline": "owner support compliance =self",
        "network.see_whole_member": "owner support finance compliance",
        "network.see_accounts": "owner support finance compliance",
        "network.see_customers": "owner support compliance =self",
        "network.change_credit": "owner support compliance",
        "network.see_profile": "owner support compliance =self",
        "network.edit_profile": "=self",
        "network.hide_profile": "owner support compliance",
        "inventory.receive_stock": "owner warehouse",
        "inventory.correct_stock": "owner warehouse",
        "inventory.see_stock": "owner warehouse support",
        "shop.edit_catalogue": "owner marketing",
        "shop.see_catalogue": "owner marketing support warehouse compliance",
        "shop.edit_delivery_and_payment": "owner",
        "shop.see_incoming_payments": "owner finance",
        "shop.record_incoming_payment": "owner finance",
        "shop.see_order": "owner support finance warehouse =own_account",
        "shop.list_orders": "owner support finance warehouse",
        "shop.list_own_orders": "owner support =own_account",
        "shop.deliver_order": "owner warehouse",
        "shop.cancel_order": "owner support",
        "finance.see_ledger": "owner finance compliance",
        "finance.set_bank_account": "=self",
        "finance.prepare_payout": "owner finance",
        "finance.approve_payout": "owner finance",
        "finance.see_payouts": "owner finance",
        "finance.see_statements": "owner finance support =self",
        "finance.see_document": "owner finance support =own_account",
        "finance.list_documents": "owner finance support",
        "commissions.activate_plan": "owner",
        "commissions.draft_run": "owner finance",
        "commissions.approve_run": "owner finance",
        "commissions.publish_run": "owner finance",
        "commissions.vest": "owner finance",
        "commissions.see_runs": "owner finance",
        "commissions.see_earnings": "owner finance support =self",
        "desk.see_tasks": "owner support =self",
        "desk.complete_task": "owner support =self",
        "desk.see_mails": "owner support",
        "desk.resend_mail": "owner support",
        "storefront.see_staff_office": "owner finance warehouse support marketing compliance",
        "storefront.see_partner_office": "=partner",
    }.items()
}
