"""How documents look: what stands on them, and how they become a PDF."""
