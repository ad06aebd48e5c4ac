"""Booking bonus: a consultant earns on parties that were arranged at an earlier party."""
