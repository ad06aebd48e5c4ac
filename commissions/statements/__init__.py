"""Statements: what a member earned in a run, line by line, and how its account moved since."""
