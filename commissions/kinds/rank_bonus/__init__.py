"""Pay a one-time amount to whoever reaches a title for the first time."""
