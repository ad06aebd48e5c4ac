"""Formula: what each member is paid in a period, in one line over what it did."""
