"""Member cap: what some rules pay one member in a period has a limit, for all or by rank."""
