"""The addresses of all pages, one file per part of the site."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from storefront.urls import (
    catalogue,
    content,
    mails,
    office,
    orders,
    papers,
    people,
    shop,
    staff,
    staff_catalogue,
    statements,
    taxes,
)

app_name = "storefront"

urlpatterns = [
    *content.urlpatterns,
    *catalogue.urlpatterns,
    *shop.urlpatterns,
    *people.urlpatterns,
    *office.urlpatterns,
    *orders.urlpatterns,
    *mails.urlpatterns,
    *papers.urlpatterns,
    *staff.urlpatterns,
    *staff_catalogue.urlpatterns,
    *statements.urlpatterns,
    *taxes.urlpatterns,
    path("language/", set_language, name="set_language"),
]
