"""Facts the inventory publishes: none yet; the shop calls it in its own transaction."""
