"""Timings, side by side with what they are measured against; nothing here is a test."""
