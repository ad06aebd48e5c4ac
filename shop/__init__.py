"""Channels, catalogue, prices, carts, orders, payments, deliveries."""
