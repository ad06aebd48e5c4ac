"""Checked formulas: one line of arithmetic over named facts, where no declared rule reaches."""
