"""Retail: members earn on what they or their customers order themselves."""
