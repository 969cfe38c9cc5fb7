"""`llmcost mcp`: serves the tools over standard input and output, or over HTTP to this machine alone."""

import argparse
import sys
from collections.abc import Sequence

USAGE = "llmcost mcp [--http] [--port PORT]"
HOST = "127.0.0.1"
PORT = 8000
MISSING = 'llmcost: `mcp` needs a library that is not here: pip install "llmcost[mcp]"\n'


def serve(arguments: Sequence[str]) -> int:
    """Serve until the other side leaves, or until a signal; the exit status is 1 without the protocol's library."""
    options = _options(arguments)
    try:
        from agents.tools import server  # noqa: PLC0415 - the library is an extra
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("mcp"):
            raise
        sys.stderr.write(MISSING)
        return 1
    if options.http:
        sys.stderr.write(f"llmcost: the tools are at http://{HOST}:{options.port}/mcp\n")
        server().run("streamable-http", host=HOST, port=options.port)
    else:
        server().run("stdio")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="llmcost", usage=USAGE, allow_abbrev=False)
    reader.add_argument("command")
    reader.add_argument("--http", action="store_true", help=f"over HTTP on {HOST} instead of standard input and output")
    reader.add_argument("--port", type=int, default=PORT)
    return reader.parse_args(arguments)
