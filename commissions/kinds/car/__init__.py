"""Pay a monthly allowance for as long as a rank is kept."""
