"""Takes the orders of another system into an empty company."""
