"""The doors of the catalogue: everybody may come in."""

from tests.doors.door import Door

DOORS = (
    Door("home"),
    Door("products"),
    Door("product", thing="product"),
    Door("category", thing="category"),
    Door("picture", thing="picture"),
    Door("robots"),
    Door("sitemap"),
)
