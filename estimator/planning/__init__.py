"""Questions that run the estimate more than once."""
