"""Ranks given by hand: asking for them, deciding about them, and the lists of both."""
