"""Differential: each upline takes what its stage adds to the stages paid below."""
