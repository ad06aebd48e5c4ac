"""The doors of registration, signing in and the own account."""

from tests.doors.door import SIGNED_IN, Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("sign_in"),
    Door("sign_out", posts=True),
    Door("register"),
    Door("partner"),
    Door("join"),
    Door("join_details", to=SIGNED_IN),
    Door("join_agreement", to=SIGNED_IN),
    Door("join_confirm", to=SIGNED_IN),
    Door("join_done", to=SIGNED_IN),
    Door("landing", thing="code"),
    Door("register_by_link", thing="code"),
    Door("join_by_link", thing="code"),
    Door("confirm_email", thing="token"),
    Door("ask_reset"),
    Door("reset_sent"),
    Door("reset_password", thing="token"),
    Door("account", to=SIGNED_IN),
    Door("ask_confirmation", to=SIGNED_IN, posts=True),
    Door("profile", to=SIGNED_IN),
    Door("addresses", to=SIGNED_IN),
    Door("new_address", to=SIGNED_IN),
    Door("address", to=SIGNED_IN, thing="address"),
    Door("remove_address", to=SIGNED_IN, thing="address", posts=True),
    Door("prefer_address", to=SIGNED_IN, thing="address", posts=True),
    Door("security", to=SIGNED_IN),
    Door("change_password", to=SIGNED_IN, posts=True),
    Door("change_email", to=SIGNED_IN, posts=True),
    Door("drop_email_change", to=SIGNED_IN, posts=True),
    Door("end_session", to=SIGNED_IN, thing="session", posts=True),
    Door("end_other_sessions", to=SIGNED_IN, posts=True),
    Door("privacy", to=SIGNED_IN),
    Door("download_data", to=SIGNED_IN, posts=True),
    Door("close_account", to=SIGNED_IN, posts=True),
    Door("keep_account", to=SIGNED_IN, posts=True),
    Door("staff_applications", to=f"{STAFF} + network.list_applications"),
    Door("staff_application", to=f"{STAFF} + network.list_applications", thing="application"),
)
