"""Signing in, registering, becoming a partner, the own account."""

from __future__ import annotations

from django.urls import path

from storefront.views import (
    account,
    confirming,
    joining,
    privacy,
    profile,
    registering,
    security,
    signing_in,
    staff_applications,
)

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("register/", registering.register, name="register"),
    path("p/<str:code>/", registering.landing, name="landing"),
    path("p/<str:code>/register/", registering.register, name="register_by_link"),
    path("p/<str:code>/join/", joining.join, name="join_by_link"),
    path("partner/", joining.partner, name="partner"),
    path("partner/join/", joining.join, name="join"),
    path("partner/join/details/", joining.join_details, name="join_details"),
    path("partner/join/agreement/", joining.join_agreement, name="join_agreement"),
    path("partner/join/confirm/", joining.join_confirm, name="join_confirm"),
    path("partner/join/done/", joining.join_done, name="join_done"),
    path("confirm/<str:token>/", confirming.confirm_email, name="confirm_email"),
    path("reset/", confirming.ask_reset, name="ask_reset"),
    path("reset/sent/", confirming.reset_sent, name="reset_sent"),
    path("reset/<str:token>/", confirming.reset_password, name="reset_password"),
    path("account/", account.account, name="account"),
    path("account/confirmation/", confirming.ask_confirmation, name="ask_confirmation"),
    path("account/profile/", profile.profile, name="profile"),
    path("account/addresses/", profile.addresses, name="addresses"),
    path("account/addresses/new/", profile.address, name="new_address"),
    path("account/addresses/<int:address_id>/", profile.address, name="address"),
    path(
        "account/addresses/<int:address_id>/remove/", profile.remove_address, name="remove_address"
    ),
    path(
        "account/addresses/<int:address_id>/prefer/", profile.prefer_address, name="prefer_address"
    ),
    path("account/security/", security.security, name="security"),
    path("account/security/password/", security.change_password, name="change_password"),
    path("account/security/email/", security.change_email, name="change_email"),
    path("account/security/email/keep/", security.drop_email_change, name="drop_email_change"),
    path("account/security/sessions/end/", security.end_other_sessions, name="end_other_sessions"),
    path("account/security/sessions/<str:mark>/end/", security.end_session, name="end_session"),
    path("account/privacy/", privacy.privacy, name="privacy"),
    path("account/privacy/data/", privacy.download_data, name="download_data"),
    path("account/privacy/close/", privacy.close_account, name="close_account"),
    path("account/privacy/keep/", privacy.keep_account, name="keep_account"),
    path("staff/applications/", staff_applications.applications, name="staff_applications"),
    path(
        "staff/applications/<int:member_id>/",
        staff_applications.application,
        name="staff_application",
    ),
]
