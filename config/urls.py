"""The addresses of the whole house."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView

# The admin has no door of its own: the house's one counts failures and knows the rules.
_SIGN_IN = RedirectView.as_view(pattern_name="storefront:sign_in", query_string=True)
_PASSWORD = RedirectView.as_view(url=reverse_lazy("storefront:security"))

urlpatterns = [
    path("admin/login/", _SIGN_IN),
    path("admin/password_change/", _PASSWORD),
    path("admin/", admin.site.urls),
    path("", include("storefront.urls")),
]

handler404 = "storefront.refusals.page_not_found"
