"""Breaks the code on purpose, one small way at a time, and lists what no test noticed."""
