"""The doors of staff's statements and inquiries."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"
SEE = "finance.see_statements"

PARTNER = "storefront.see_partner_office"
INQUIRIES = "commissions.see_inquiries"

DOORS = (
    Door("money", to=PARTNER),
    Door("inquiries", to=PARTNER),
    Door("inquiry", to=PARTNER, thing="inquiry", also=INQUIRIES),
    Door("ask_about_line", to=PARTNER, thing="earning"),
    Door("staff_inquiries", to=f"{STAFF} + {INQUIRIES}"),
    Door("staff_inquiry", to=STAFF, thing="staffs_inquiry", also=INQUIRIES),
    Door("staff_statements", to=f"{STAFF} + {SEE}"),
    Door("staff_run_statements", to=f"{STAFF} + {SEE}", thing="any_run"),
    Door("mail_statements", to=f"{STAFF} + desk.mail_statements", thing="any_run", posts=True),
    Door("staff_statement", to=f"{STAFF} + commissions.see_earnings", thing="any_statement"),
    Door("staff_statement_pdf", to=f"{STAFF} + commissions.see_earnings", thing="any_statement"),
)
