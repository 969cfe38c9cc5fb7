"""Measurements that say how fast this is, beside something to compare with."""
