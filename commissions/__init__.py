"""Plans, volume, runs, earnings and ranks: what members earned, and why."""
