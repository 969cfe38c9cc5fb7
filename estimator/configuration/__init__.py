"""A config.json as a shape, and the parameters and FLOPs that a shape counts."""
