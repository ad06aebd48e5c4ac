"""Greater of two: both rules pay, and the smaller of the two is taken back."""
