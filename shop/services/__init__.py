"""Writes of the shop: one file per use case."""
