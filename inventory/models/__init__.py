"""What the inventory keeps."""

from inventory.models.item import Item, Stock, StockMovement
from inventory.models.reservation import Reservation

__all__ = ["Item", "Reservation", "Stock", "StockMovement"]
