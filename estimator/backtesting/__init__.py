"""Tables of real runs: read as situations, predicted, and scored."""
