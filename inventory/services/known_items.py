"""From SKUs to items."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from inventory.models import Item


class UnknownItem(NotFound):
    """The inventory has no item with this SKU."""

    code = "inventory.unknown_item"


def ids_of(skus: Iterable[str]) -> dict[str, int]:
    """Return the item id of each SKU, in one statement.

    Raises: UnknownItem — naming the first SKU that is missing.
    """
    wanted = sorted(set(skus))
    readable = [sku for sku in wanted if sku.isprintable()]
    found = dict(Item.objects.filter(sku__in=readable).values_list("sku", "pk"))
    for sku in wanted:
        if sku not in found:
            text = _("There is no item with SKU %(sku)s. Check the spelling.")
            raise UnknownItem(text % {"sku": sku[:80]}, sku=sku)
    return found
