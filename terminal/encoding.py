"""Writes to terminals and files that cannot show every character, with the nearest plain one in its place."""

import codecs
import sys

NEAREST = str.maketrans(
    {"×": "x", "·": "*", "–": "-", "−": "-", "→": ">", "…": "...", "█": "#", "▒": "=", "░": ".", "\u00a0": " "}
)
_HANDLER = "llmcost.nearest"


def tolerate_encodings() -> None:
    """Let output in another encoding than UTF-8 replace what it cannot show."""
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors=_HANDLER)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(NEAREST)
    return lost.encode("ascii", "replace").decode("ascii"), error.end
