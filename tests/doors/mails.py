"""The doors to mails; those of the mailbox are open in a demo company only."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"
SEE = f"{STAFF} + desk.see_mails"

DOORS = (
    Door("staff_mails", to=SEE),
    Door("staff_mail", to=SEE, thing="any_mail"),
    Door("staff_mail_html", to=SEE, thing="any_mail"),
    Door("staff_mail_file", to=SEE, thing="any_mails_file"),
    Door("resend_mail", to=f"{STAFF} + desk.resend_mail", thing="any_mail", posts=True),
    Door("demo_mailbox"),
    Door("demo_mail", thing="any_mail"),
    Door("demo_mail_html", thing="any_mail"),
    Door("demo_mail_file", thing="any_mails_file"),
)
