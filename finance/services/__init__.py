"""Writes of finance, one use case a file."""
