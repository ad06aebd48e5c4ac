"""The catalogue: home, lists, products, their pictures, and what search engines ask for."""

from __future__ import annotations

from django.urls import path

from storefront.views import catalogue, files

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("products/", catalogue.products, name="products"),
    path("products/<slug:slug>/", catalogue.product, name="product"),
    path("categories/<slug:slug>/", catalogue.category, name="category"),
    path("pictures/<str:digest>-<int:size>.webp", files.picture, name="picture"),
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", files.sitemap, name="sitemap"),
]
