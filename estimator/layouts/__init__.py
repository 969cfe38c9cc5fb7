"""What a parallel layout takes, in memory and time, and which layouts there are."""
