"""Facts, each with a source and a date."""
