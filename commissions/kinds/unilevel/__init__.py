"""Unilevel: a rate for each level above an order."""
