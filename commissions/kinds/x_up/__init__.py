"""X-up: each member passes some of its recruits up to those above it."""
