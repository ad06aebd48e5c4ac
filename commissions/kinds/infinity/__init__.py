"""Infinity: leaders earn on all volume beyond their levels, down to the next such leader."""
