"""Reads: bounded SQL, frozen answers."""
