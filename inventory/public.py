"""What the other rooms may call and hold."""

from inventory.selectors.stock import StockRow, available, stock_page
from inventory.services.create_item import SkuTaken, create_item
from inventory.services.known_items import UnknownItem
from inventory.services.receive_stock import Receipt, receive_stock
from inventory.services.reserve import OutOfStock, release, reserve, ship

__all__ = [
    "OutOfStock",
    "Receipt",
    "SkuTaken",
    "StockRow",
    "UnknownItem",
    "available",
    "create_item",
    "receive_stock",
    "release",
    "reserve",
    "ship",
    "stock_page",
]
