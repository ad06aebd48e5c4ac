"""Mails, and the demo's mailbox."""

from __future__ import annotations

from django.urls import path

from storefront.views import mails

urlpatterns = [
    path("staff/mails/", mails.mails, name="staff_mails"),
    path("staff/mails/<int:mail_id>/", mails.mail, name="staff_mail"),
    path("staff/mails/<int:mail_id>/html/", mails.mail_html, name="staff_mail_html"),
    path("staff/mails/<int:mail_id>/<int:place>/", mails.mail_file, name="staff_mail_file"),
    path("staff/mails/<int:mail_id>/resend/", mails.resend, name="resend_mail"),
    path("demo/mailbox/", mails.mailbox, name="demo_mailbox"),
    path("demo/mailbox/<int:mail_id>/", mails.demo_mail, name="demo_mail"),
    path("demo/mailbox/<int:mail_id>/html/", mails.demo_mail_html, name="demo_mail_html"),
    path("demo/mailbox/<int:mail_id>/<int:place>/", mails.demo_mail_file, name="demo_mail_file"),
]
