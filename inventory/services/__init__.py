"""Writes of the inventory: one file per use case."""
