"""Items by SKU: what is there, what is promised, what moved."""
