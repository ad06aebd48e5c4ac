"""What the engine decided, in words: why a line was paid, and what a plan says."""
