"""The addresses of the whole house."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
]
if find_spec("storefront.urls"):
    urlpatterns.append(path("", include("storefront.urls")))
