"""Pay a rate of what others earn by listed rules to those who sponsored them."""
