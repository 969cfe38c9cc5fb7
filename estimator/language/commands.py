"""The first words that make a text something else than an estimate: `help`, `compare`, `plan` and the like."""

import re

from estimator.language.asks import says_only

COMMANDS = frozenset(
    """
    help explain compare plan optimal sensitivity sweep observe bill own phases accelerators models
    prices grids accuracy save list show delete set settings watch unwatch
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_THEN = re.compile(r"\sthen\s", re.IGNORECASE)
_VERSUS = re.compile(r"\s(?:vs|versus)\b", re.IGNORECASE)
_MAY_BE_A_SPEED = re.compile(r"s\b|tps|flop|mfu(?!=)|utili(?!\w*=)|/it|per (?:step|it)|/step", re.IGNORECASE)
_MAY_BE_A_LOG = re.compile(r"iter|step\s?[:\d]|train_|\d/\d", re.IGNORECASE)
_FIRST = re.compile(r"\s*([a-z]+)(?![\w=:-])\s*(?!\s*=)(.*)", re.IGNORECASE | re.DOTALL)


def first_word(text: str) -> tuple[str, str] | None:
    """The command that a text begins with and the rest of the text; None when the text is an estimate.

    A text of several runs, one `then` another, asks for phases without saying so, one with a measured speed or lines of
    a log for what that speed is worth, one that weighs one thing against another for what weighs these.
    """
    match = _FIRST.match(text)
    if match is None or match[1].lower() not in COMMANDS or match[2].startswith("="):
        return _unsaid(text)
    return match[1].lower(), match[2].strip()


def _unsaid(text: str) -> tuple[str, str] | None:
    """The question that a text without a first word asks by what is in it."""
    if _THEN.search(text):
        return "phases", text.strip()
    if _MAY_BE_A_LOG.search(text):
        from estimator.language.logs import read_log  # noqa: PLC0415 - its patterns take a start long to compile

        if read_log(text)[0]:
            return "observe", text.strip()
    if _MAY_BE_A_SPEED.search(text):
        from estimator.language.speeds import as_observed  # noqa: PLC0415 - as above

        if observed := as_observed(text):
            return "observe", observed.strip()
    return None if says_only(text) else _in_words(text)


def _in_words(text: str) -> tuple[str, str] | None:
    """The question that a text asks by the words between its numbers and names."""
    from estimator.language.decisions import decision  # noqa: PLC0415 - as above
    from estimator.language.progress import as_progress  # noqa: PLC0415 - as above

    if progress := as_progress(text):
        return "observe", progress.strip()
    if weighed := decision(text):
        return weighed, text.strip()
    return ("compare", text.strip()) if _VERSUS.search(text) else None
