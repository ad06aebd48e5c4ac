"""Plans handed in by one person and put in force by another."""
