"""How numbers know where they come from: quantities, equations that show their working, and ranges."""
