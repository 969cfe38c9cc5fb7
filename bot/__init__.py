"""Carries requests in from Slack and estimates out."""
