"""Turns a request and a catalogue into an estimate, and touches nothing else."""
