"""Calculations that take a while: asked for on a page, done by a worker, watched and stopped."""
