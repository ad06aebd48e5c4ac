"""Rule kinds: each family of compensation plans pays in a package of its own (registry.py)."""
