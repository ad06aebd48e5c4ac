"""Statements and inquiries, for staff."""

from __future__ import annotations

from django.urls import path

from storefront.views import staff_statements

urlpatterns = [
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
