"""Measure a run on data that is made for it, against the least that any program must do."""
