"""Company cap: all members together earn at most a share of the period's orders."""
