"""Questions about earning lines, and their answers."""
