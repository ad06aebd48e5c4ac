"""Who came in two years, what they bought and what became of it: drawn from a seed, pure.

Nothing here asks the database or the clock; the same seed and day give the same history. The
stories of this folder say it through the use cases.
"""
