"""Personal bonus: the more volume a member makes itself, the higher its rate on that volume."""
