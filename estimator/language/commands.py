"""The first words that make a text something else than an estimate: `help`, `compare`, `plan` and the like."""

import re

COMMANDS = frozenset(
    """
    help explain compare plan optimal sensitivity observe bill own phases accelerators models prices grids accuracy
    save list show delete set settings
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_THEN = re.compile(r"\sthen\s", re.IGNORECASE)
_FIRST = re.compile(r"\s*([a-z]+)(?![\w=:-])\s*(?!\s*=)(.*)", re.IGNORECASE | re.DOTALL)


def first_word(text: str) -> tuple[str, str] | None:
    """The command that a text begins with and the rest of the text; None when the text is an estimate.

    A text of several runs, one `then` another, asks for phases without saying so.
    """
    match = _FIRST.match(text)
    if match is None or match[1].lower() not in COMMANDS or match[2].startswith("="):
        return ("phases", text.strip()) if _THEN.search(text) else None
    return match[1].lower(), match[2].strip()
