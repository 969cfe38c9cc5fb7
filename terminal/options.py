"""How the programs of the command line read their options."""

import argparse


def parser(usage: str, description: str) -> argparse.ArgumentParser:
    """An argument parser of ours: short, and without abbreviations that a later option would break."""
    return argparse.ArgumentParser(
        prog="llmcost",
        usage=usage,
        description=description,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
