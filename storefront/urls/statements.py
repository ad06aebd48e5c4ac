"""Statements for staff, inquiries for partners and staff."""

from __future__ import annotations

from django.urls import path

from storefront.views import inquiries, money, staff_inquiries, staff_statements

urlpatterns = [
    path("office/money/", money.money, name="money"),
    path("office/inquiries/", inquiries.inquiries, name="inquiries"),
    path("office/inquiries/<int:inquiry_id>/", inquiries.inquiry, name="inquiry"),
    path("office/earnings/<int:run_id>/<int:line_no>/ask/", inquiries.ask, name="ask_about_line"),
    path("staff/inquiries/", staff_inquiries.inquiries, name="staff_inquiries"),
    path("staff/inquiries/<int:inquiry_id>/", staff_inquiries.inquiry, name="staff_inquiry"),
    path("staff/statements/", staff_statements.statements, name="staff_statements"),
    path(
        "staff/statements/<int:run_id>/",
        staff_statements.run_statements,
        name="staff_run_statements",
    ),
    path("staff/statements/<int:run_id>/mail/", staff_statements.mail, name="mail_statements"),
    path(
        "staff/statements/<int:run_id>/<int:member_id>/",
        staff_statements.statement,
        name="staff_statement",
    ),
    path(
        "staff/statements/<int:run_id>/<int:member_id>/pdf/",
        staff_statements.statement_pdf,
        name="staff_statement_pdf",
    ),
]
