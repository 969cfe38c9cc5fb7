"""Estimates that are watched: what moved since, who is told, and how often."""
