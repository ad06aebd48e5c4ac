"""The company's look and texts, and the pages where staff change them."""

from __future__ import annotations

from django.urls import path

from storefront.views import staff_company, staff_look, staff_texts, style, texts, theme

urlpatterns = [
    path("theme.css", theme.theme_css, name="theme_css"),
    path("logo.webp", theme.logo, name="logo"),
    path("legal/<slug:kind>/", texts.text, name="text"),
    path("legal/<str:kind>/<str:version>/", texts.text_version, name="text_version"),
    path("pages/<slug:slug>/", texts.content_page, name="content_page"),
    path("style/", style.style, name="style"),
    path("staff/company/", staff_company.facts, name="staff_company"),
    path("staff/look/", staff_look.look, name="staff_look"),
    path("staff/look/draft.css", theme.draft_css, name="draft_css"),
    path("staff/look/drop/", staff_look.drop, name="drop_look"),
    path("staff/look/logo/", staff_look.change_logo, name="change_logo"),
    path("staff/texts/", staff_texts.staff_texts, name="staff_texts"),
    path("staff/texts/<str:kind>/<str:language>/", staff_texts.staff_text, name="staff_text"),
]
