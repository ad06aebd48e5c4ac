"""Taxes, Gutschriften and holds, for partners and for finance."""

from __future__ import annotations

from django.urls import path

from storefront.views import staff_credit_notes, taxes

urlpatterns = [
    path("office/tax/", taxes.tax, name="tax"),
    path("office/tax/agree/", taxes.agree, name="agree_self_billing"),
    path("office/tax/revoke/", taxes.revoke, name="revoke_self_billing"),
    path("office/credit-notes/", taxes.credit_notes, name="credit_notes"),
    path("office/credit-notes/<str:number>/object/", taxes.object_to, name="object_to_credit_note"),
    path("staff/credit-notes/", staff_credit_notes.credit_notes, name="staff_credit_notes"),
    path(
        "staff/credit-notes/<str:number>/",
        staff_credit_notes.credit_note,
        name="staff_credit_note",
    ),
    path(
        "staff/credit-notes/<str:number>/settle/",
        staff_credit_notes.settle,
        name="settle_objection",
    ),
    path("staff/taxes/", staff_credit_notes.taxes, name="staff_taxes"),
    path(
        "staff/taxes/<int:declaration_id>/", staff_credit_notes.decide_tax, name="decide_tax_status"
    ),
    path("staff/holds/", staff_credit_notes.holds, name="staff_holds"),
    path("staff/holds/<int:hold_id>/lift/", staff_credit_notes.lift, name="lift_hold"),
    path(
        "staff/members/<int:member_id>/money/",
        staff_credit_notes.member_money,
        name="staff_member_money",
    ),
]
