"""The mathematics: one function, one formula, one source."""
