"""How much work a run is, in FLOP."""
