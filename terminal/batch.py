"""`llmcost batch [FILE|-]`: one request a line in, one JSON object a line out, in order, as they come."""

import datetime
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

import orjson

from estimator import load_catalogue
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import EstimatorError
from estimator.render.json import as_json
from terminal.main import parser

USAGE = "llmcost batch [FILE|-]"
KEPT = 1_024


def batch(arguments: Sequence[str]) -> int:
    """Answer each line of a file or of standard input; the exit status is 1 when any line could not be answered."""
    reader = parser(USAGE, "One request a line in, one JSON object a line out.")
    reader.add_argument("command")
    reader.add_argument("file", nargs="?", default="-")
    options = reader.parse_args(arguments)
    answers = Answers(load_catalogue())
    failed = False
    with _lines(options.file) as lines:
        for line in _watched(lines):
            text, answered = answers.encoded(line.rstrip("\n"), datetime.datetime.now(tz=datetime.UTC).date())
            failed |= not answered
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
    return int(failed)


class Answers:
    """Lines answered as JSON text; the same line on the same day is worked out once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.encoded = lru_cache(maxsize=KEPT)(self._encoded)

    def _encoded(self, line: str, today: datetime.date) -> tuple[str, bool]:
        """The JSON of a line's estimate, or of its error, and whether it could be answered."""
        try:
            found: dict[str, Any] = as_json(ask(line, self._catalogue, today))
        except EstimatorError as error:
            found = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        return orjson.dumps(found, option=orjson.OPT_NON_STR_KEYS).decode(), "error" not in found


@contextmanager
def _lines(name: str) -> Iterator[TextIO]:
    """The lines of a file, ended by a line feed and nothing else; bytes that are no UTF-8 are replaced."""
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr] # a real file
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield file


def _watched(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with a progress bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield from lines
        return
    from rich.console import Console  # noqa: PLC0415 - loaded only for a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("{task.completed} requests"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("batch")
        for line in lines:
            yield line
            progress.advance(task)
