"""What the inventory keeps."""

from inventory.models.item import Item, Stock, StockMovement
from inventory.models.reservation import ExpectedReturn, Reservation

__all__ = ["ExpectedReturn", "Item", "Reservation", "Stock", "StockMovement"]
