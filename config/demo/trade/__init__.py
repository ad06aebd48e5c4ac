"""What is bought in a month of the demo, as data."""

from config.demo.trade.month import Basket, PurchaseRow, basket, journey_rows, month_rows

__all__ = ["Basket", "PurchaseRow", "basket", "journey_rows", "month_rows"]
