"""Pay what a member's left and right side have in common, and carry over the rest."""
