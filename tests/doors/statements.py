"""The doors of staff's statements and inquiries."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"
SEE = "finance.see_statements"

DOORS = (
    Door("staff_statements", to=f"{STAFF} + {SEE}"),
    Door("staff_run_statements", to=f"{STAFF} + {SEE}", thing="any_run"),
    Door("mail_statements", to=f"{STAFF} + desk.mail_statements", thing="any_run", posts=True),
    Door("staff_statement", to=f"{STAFF} + commissions.see_earnings", thing="any_statement"),
    Door("staff_statement_pdf", to=f"{STAFF} + commissions.see_earnings", thing="any_statement"),
)
