"""Papers: invoices and corrections."""

from __future__ import annotations

from django.urls import path

from storefront.views import papers

urlpatterns = [
    path("account/invoices/<str:number>/", papers.invoice, name="invoice"),
    path("thanks/<uuid:token>/<str:number>/", papers.guest_invoice, name="guest_invoice"),
    path("staff/documents/", papers.documents, name="staff_documents"),
]
