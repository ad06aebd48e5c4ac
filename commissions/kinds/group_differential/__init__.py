"""Group differential: the rate of a group's volume, less what the groups below get."""
