"""What the desk writes: one file a use case."""
