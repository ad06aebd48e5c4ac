"""People: logins, positions, sponsorship."""
