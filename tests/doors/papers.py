"""The doors to papers."""

from tests.doors.door import SIGNED_IN, Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("invoice", to=SIGNED_IN, thing="invoice", also="finance.see_document"),
    Door("guest_invoice", thing="guests_invoice"),
    Door("staff_documents", to=f"{STAFF} + finance.list_documents"),
)
