"""Products, shelves and stock for staff."""

from __future__ import annotations

from django.urls import path

from storefront.views import staff_product, staff_products, staff_shelves, staff_stock

_PRODUCT = "staff/products/<slug:slug>/"

urlpatterns = [
    path("staff/products/", staff_products.products, name="staff_products"),
    path("staff/new/product/", staff_products.new_product, name="staff_new_product"),
    path(_PRODUCT, staff_products.product, name="staff_product"),
    path(f"{_PRODUCT}publish/", staff_products.publish, name="publish_product"),
    path(f"{_PRODUCT}unpublish/", staff_products.unpublish, name="unpublish_product"),
    path(f"{_PRODUCT}texts/", staff_product.texts, name="staff_product_texts"),
    path(f"{_PRODUCT}kind/", staff_product.kind, name="staff_product_kind"),
    path(f"{_PRODUCT}variants/", staff_product.variants, name="staff_product_variants"),
    path(f"{_PRODUCT}prices/", staff_product.prices, name="staff_product_prices"),
    path(f"{_PRODUCT}pictures/", staff_product.pictures, name="staff_product_pictures"),
    path(f"{_PRODUCT}pictures/<str:digest>/", staff_product.change_picture, name="change_picture"),
    path(f"{_PRODUCT}declaration/", staff_product.declaration, name="staff_product_declaration"),
    path("staff/shelves/", staff_shelves.shelves, name="staff_shelves"),
    path("staff/new/category/", staff_shelves.category, name="staff_new_category"),
    path("staff/shelves/<slug:slug>/", staff_shelves.category, name="staff_category"),
    path("staff/attributes/", staff_shelves.attributes, name="staff_attributes"),
    path("staff/new/manufacturer/", staff_shelves.manufacturer, name="staff_new_manufacturer"),
    path("staff/manufacturers/<slug:slug>/", staff_shelves.manufacturer, name="staff_manufacturer"),
    path("staff/stock/", staff_stock.stock, name="staff_stock"),
    path("staff/stock/movements/", staff_stock.movements, name="staff_movements"),
    path("staff/stock/item/<path:sku>/", staff_stock.item, name="staff_item"),
]
