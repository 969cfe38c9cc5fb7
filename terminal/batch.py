"""`llmcost batch [FILE|-]`: one question a line in, its JSON on one line out, in order, as they come."""

import datetime
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import cast

import orjson

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import EstimatorError, InternalError
from estimator.questions.table import answer
from estimator.unforeseen import shown
from terminal.options import parser
from terminal.own import own_catalogue

USAGE = "llmcost batch [FILE|-] [--layout]"
KEPT = 1_024
MAXIMUM_WORKERS = 8
LINES_AT_ONCE = 16
READ_AT_ONCE = 65_536
# what some readers take for the end of a line, though JSON allows it inside a text
_LINE_ENDS = {end.encode(): f"\\u{ord(end):04x}".encode() for end in "\x85\u2028\u2029"}
Group = list[bytes]
Answered = tuple[bytes, bool]


def batch(arguments: Sequence[str]) -> int:
    """Answer each line of a file or of standard input; the exit status is 1 when any line could not be answered."""
    reader = parser(USAGE, "One question a line in, its JSON on one line out.")
    reader.add_argument("command")
    reader.add_argument("file", nargs="?", default="-")
    reader.add_argument("--layout", action="store_true", help="search the parallel layout too: memory is answered")
    options = reader.parse_args(arguments)
    answers = Answers(own_catalogue(), layout=options.layout)
    # the catalogue stays: neither the collector nor a fork's copies need to go through it again and again
    gc.freeze()
    failed = False
    with _opened(options.file) as file, _mapped(answers) as answered:
        for text, all_answered in answered(_watched(groups(file))):
            failed |= not all_answered
            sys.stdout.buffer.write(text)
            sys.stdout.buffer.flush()
    return int(failed)


def _opened(name: str) -> AbstractContextManager[BufferedReader]:
    return nullcontext(cast("BufferedReader", sys.stdin.buffer)) if name == "-" else Path(name).open("rb")


def groups(file: BufferedReader) -> Iterator[Group]:
    """The lines of a file in groups: those that are there already, at most LINES_AT_ONCE, so that none has to wait.

    A line ends with a line feed and with nothing else.
    """
    rest = b""
    while data := file.read1(READ_AT_ONCE):
        *lines, rest = (rest + data).split(b"\n")
        for start in range(0, len(lines), LINES_AT_ONCE):
            yield lines[start : start + LINES_AT_ONCE]
    if rest:
        yield [rest]


class Answers:
    """Groups of lines answered as lines of JSON; the same line on the same day is worked out once."""

    def __init__(self, catalogue: Catalogue, *, layout: bool = False) -> None:
        self._catalogue = catalogue
        self._layout = layout
        self._remembered = lru_cache(maxsize=KEPT)(self._answer)

    def __call__(self, lines: Group) -> Answered:
        """The JSON of each line's answer or error, and whether all could be answered."""
        today = datetime.datetime.now(tz=datetime.UTC).date()
        found = [self._remembered(line.decode("utf-8", errors="replace"), today) for line in lines]
        return b"".join(text for text, _ in found), all(answered for _, answered in found)

    def _answer(self, line: str, today: datetime.date) -> Answered:
        try:
            return _line(answer(line, self._catalogue, today, layout=self._layout).line), True
        except Exception as error:  # noqa: BLE001 - whatever it is, the other lines are answered
            told = shown(error)
            if isinstance(told, InternalError):
                sys.stderr.write(f"llmcost: {told}\n")
            return _error_line(told), False


def _error_line(error: EstimatorError) -> bytes:
    return _line(orjson.dumps({"error": {"code": error.code, "message": error.message, "hint": error.hint}}))


def _line(text: bytes) -> bytes:
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return text + b"\n"


_answers: Answers | None = None


@contextmanager
def _mapped(answers: Answers) -> Iterator[Callable[[Iterable[Group]], Iterable[Answered]]]:
    """A map that answers groups in order as they come, on all cores where processes can be forked."""
    cores = os.cpu_count() or 1
    if cores == 1 or sys.platform == "darwin" or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda lines: map(answers, lines)
        return
    global _answers  # noqa: PLW0603 - a forked worker inherits it: the catalogue is not sent through a pipe
    _answers = answers
    with multiprocessing.get_context("fork").Pool(min(cores, MAXIMUM_WORKERS)) as pool:
        yield lambda lines: pool.imap(_in_worker, lines)


def _in_worker(lines: Group) -> Answered:
    if _answers is None:
        raise RuntimeError("A worker was started without its catalogue.")
    return _answers(lines)


def _watched(lines: Iterable[Group]) -> Iterator[Group]:
    """The lines, with a progress bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield from lines
        return
    from rich.console import Console  # noqa: PLC0415 - loaded only for a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (SpinnerColumn(), TextColumn("{task.completed} requests"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("batch")
        for group in lines:
            yield group
            progress.advance(task, len(group))
