"""The doors of taxes, Gutschriften and holds."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"
PARTNER = "storefront.see_partner_office"
LIST, ISSUE = "finance.list_credit_notes", "finance.issue_credit_notes"
DECIDE, HOLD = "network.decide_tax_status", "finance.change_holds"

DOORS = (
    Door("tax", to=PARTNER),
    Door("agree_self_billing", to=PARTNER, posts=True),
    Door("revoke_self_billing", to=PARTNER, posts=True),
    Door("credit_notes", to=PARTNER),
    Door("object_to_credit_note", to=PARTNER, thing="credit_note", also="finance.see_document"),
    Door("staff_credit_notes", to=f"{STAFF} + {LIST}"),
    Door("staff_credit_note", to=f"{STAFF} + {LIST}", thing="any_credit_note"),
    Door("settle_objection", to=f"{STAFF} + {ISSUE}", thing="any_credit_note", posts=True),
    Door("staff_taxes", to=f"{STAFF} + {DECIDE}"),
    Door("decide_tax_status", to=f"{STAFF} + {DECIDE}", thing="any_declaration", posts=True),
    Door("staff_holds", to=f"{STAFF} + {HOLD}"),
    Door("lift_hold", to=f"{STAFF} + {HOLD}", thing="any_hold", posts=True),
    Door("staff_member_money", to=f"{STAFF} + finance.see_credit_notes", thing="any_member"),
)
