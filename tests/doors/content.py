"""The doors of the company's look and texts."""

from tests.doors.door import Door

STAFF = "storefront.see_staff_office"

DOORS = (
    Door("theme_css"),
    Door("logo", thing="logo"),
    Door("text", thing="text"),
    Door("text_version", thing="text_version"),
    Door("content_page", thing="content_page"),
    Door("style"),
    Door("staff_company", to=f"{STAFF} + core.edit_company"),
    Door("staff_look", to=f"{STAFF} + core.edit_company"),
    Door("draft_css", to=STAFF),
    Door("drop_look", to=f"{STAFF} + core.edit_company", posts=True),
    Door("change_logo", to=f"{STAFF} + core.edit_company", posts=True),
    Door("staff_texts", to=f"{STAFF} + core.edit_texts"),
    Door("staff_text", to=f"{STAFF} + core.edit_texts", thing="staff_text"),
)
