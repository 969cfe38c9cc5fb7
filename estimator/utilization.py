"""The MFU to expect."""
