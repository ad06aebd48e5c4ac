"""Frozen values that go in and out of the shop."""
