"""Fast start: for some days, or for first orders, who brings a new member earns more on it."""
