"""Tasks of members."""
