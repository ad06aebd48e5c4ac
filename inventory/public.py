"""What the other rooms may call and hold."""

from inventory.selectors.stock import (
    MovementRow,
    StockRow,
    available,
    movements_page,
    stock_of,
    stock_page,
)
from inventory.services.correct_stock import Correction, Count, correct_stock
from inventory.services.create_item import SkuTaken, create_item
from inventory.services.hand_out import AlreadyClosed, release, ship
from inventory.services.known_items import UnknownItem
from inventory.services.receive_stock import Receipt, receive_stock
from inventory.services.reserve import OutOfStock, reserve
from inventory.services.returns import (
    CameBack,
    MoreCameBack,
    SoldAgain,
    expect_return,
    receive_return,
    send_return_back,
)

__all__ = [
    "AlreadyClosed",
    "CameBack",
    "Correction",
    "Count",
    "MoreCameBack",
    "MovementRow",
    "OutOfStock",
    "Receipt",
    "SkuTaken",
    "SoldAgain",
    "StockRow",
    "UnknownItem",
    "available",
    "correct_stock",
    "create_item",
    "expect_return",
    "movements_page",
    "receive_return",
    "receive_stock",
    "release",
    "reserve",
    "send_return_back",
    "ship",
    "stock_of",
    "stock_page",
]
