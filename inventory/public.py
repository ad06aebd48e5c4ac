"""What the other rooms may call and hold."""

from inventory.selectors.stock import StockRow, available, stock_page
from inventory.services.create_item import SkuTaken, create_item
from inventory.services.hand_out import AlreadyClosed, release, ship
from inventory.services.known_items import UnknownItem
from inventory.services.receive_stock import Receipt, receive_stock
from inventory.services.reserve import OutOfStock, reserve
from inventory.services.returns import CameBack, MoreCameBack, expect_return, receive_return

__all__ = [
    "AlreadyClosed",
    "CameBack",
    "MoreCameBack",
    "OutOfStock",
    "Receipt",
    "SkuTaken",
    "StockRow",
    "UnknownItem",
    "available",
    "create_item",
    "expect_return",
    "receive_return",
    "receive_stock",
    "release",
    "reserve",
    "ship",
    "stock_page",
]
