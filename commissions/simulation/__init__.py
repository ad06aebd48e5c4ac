"""What a plan would have paid: past periods settled by another plan, with nothing booked."""
