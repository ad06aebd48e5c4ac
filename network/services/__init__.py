"""What the network writes: one file a use case."""
