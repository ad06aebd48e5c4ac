"""What happened at the demo company before the day of its load: one generator a story."""
