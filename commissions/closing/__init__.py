"""Closing a period: what blocks it, what a draft changes, and who took which step."""
