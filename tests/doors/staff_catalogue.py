"""The doors to products, shelves and stock."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"
SEE, EDIT = f"{STAFF} + shop.see_catalogue", f"{STAFF} + shop.edit_catalogue"
GERMANY = (("channel", "quellmoos-de"),)
STOCK = f"{STAFF} + inventory.see_stock"

DOORS = (
    Door("staff_products", to=SEE),
    Door("staff_new_product", to=EDIT),
    Door("staff_product", to=SEE, thing="any_product"),
    Door("publish_product", to=EDIT, thing="any_product", posts=True, sends=GERMANY),
    Door("unpublish_product", to=EDIT, thing="any_product", posts=True, sends=GERMANY),
    Door("staff_product_texts", to=EDIT, thing="any_product"),
    Door("staff_product_kind", to=EDIT, thing="any_product"),
    Door("staff_product_variants", to=EDIT, thing="any_product"),
    Door("staff_product_prices", to=EDIT, thing="any_product"),
    Door("staff_product_pictures", to=EDIT, thing="any_product"),
    Door("change_picture", to=EDIT, thing="any_picture", posts=True),
    Door("staff_product_declaration", to=EDIT, thing="any_product"),
    Door("staff_shelves", to=SEE),
    Door("staff_new_category", to=EDIT),
    Door("staff_category", to=EDIT, thing="any_category"),
    Door("staff_attributes", to=EDIT),
    Door("staff_new_manufacturer", to=EDIT),
    Door("staff_manufacturer", to=EDIT, thing="any_manufacturer"),
    Door("staff_stock", to=STOCK),
    Door("staff_movements", to=STOCK),
    Door("staff_item", to=STOCK, thing="any_item"),
)
