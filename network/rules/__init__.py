"""What the network decides without touching the world."""
