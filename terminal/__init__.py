"""Carries requests in from a command line and estimates out."""
