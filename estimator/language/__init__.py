"""Text to Request and Request to text; every word has a place, every misreading a name."""
