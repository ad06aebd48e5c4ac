"""What the shop decides without looking at the world."""
