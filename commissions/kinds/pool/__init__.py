"""Divide a share of what was sold among those who qualify."""
