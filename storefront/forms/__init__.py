"""What people type in: read, checked for shape, and handed to a use case."""
