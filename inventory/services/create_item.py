"""Make a thing known to the inventory."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Invalid
from inventory.models import Item, Stock

MAX_SKU = 80


class BadSku(Invalid):
    """The SKU is empty, too long or not printable."""

    code = "inventory.bad_sku"


class SkuTaken(Conflict):
    """There is an item with this SKU already."""

    code = "inventory.sku_taken"


@transaction.atomic
def create_item(*, sku: str, name: str, at: datetime) -> int:
    """Add an item without stock and return its id.

    Raises: BadSku; SkuTaken.
    """
    if not sku.strip() or len(sku) > MAX_SKU or not sku.isprintable() or sku != sku.strip():
        text = _("“%(sku)s” is no SKU. Use 1 to 80 printable characters without outer spaces.")
        raise BadSku(text % {"sku": sku[:MAX_SKU]})
    item, is_new = Item.objects.get_or_create(sku=sku, defaults={"name": name, "created_at": at})
    if not is_new:
        raise SkuTaken(_("SKU %(sku)s is taken. Choose another one.") % {"sku": sku}, sku=sku)
    Stock.objects.create(item=item)
    return item.pk
