"""Matrix: who has every place of a level below it taken earns a bonus once."""
