"""The requests that a comparison's text makes: `70B 2T a100 vs h100`, `7B vs 13B on 2T`, `70B 2T a100 mfu=0.3 vs 0.4`.

`vs` always begins another side; `,`, `and`, `or`, `with` and `to` do where one request cannot say both. What a side
leaves out it takes from the first; where the first lacks what an estimate needs, it takes that and what goes with it
from the last: `7B vs 13B on 2T with h100`.
"""

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec import Struct

from estimator.errors import RequestError
from estimator.language import Names, Reading, read, write
from estimator.language.sentences import speaks
from estimator.planning.compare import OF_ACCELERATOR, Side
from estimator.request import Request

_VERSUS = re.compile(r"[\s,;]+(?:vs\.?|versus|against|compared\s+(?:to|with))(?=\s)|^\s*between(?=\s)", re.IGNORECASE)
_PAUSE = re.compile(r"\s*(?:;|,(?!\d)|(?<!\d),)\s*(?:(?:and|or)\s+)?|\s+(?:and|or|with|to|&)(?=\s)", re.IGNORECASE)
_BEGINS_NUMBER = re.compile(r"\s*[$.\d]")
_MODEL = frozenset({"model", "parameters", "active_parameters"})
# What is said together: a side that says one of these takes none of them from another side.
_TOGETHER = (_MODEL, frozenset({"tokens", "epochs"}))
# `lora vs full`
_FULL = frozenset({"full", "full ft", "full finetune", "full weights"})
_AROUND = " ,.;:?!()"
# what goes with one method alone
_OF_METHOD = frozenset({"teacher_parameters", "sampling"})
_WITHOUT_KEY = _MODEL | {"tokens", "accelerator"}
_USUAL_TOKENS_PER_PARAMETER = 20

Said = Mapping[str, Any]


class _Part(Struct, frozen=True):
    """One side as it stands in the text from `start` on, and as it was read."""

    text: str
    start: int
    reading: Reading

    @property
    def said(self) -> Said:
        """The fields that the side says, without its text."""
        return self.reading.request.model_dump(exclude_none=True, exclude={"text"})


class Sides:
    """Reads the sides of a comparison with a catalogue's names on a day."""

    def __init__(self, names: Names, today: datetime.date) -> None:
        self._names = names
        self._today = today
        self._whole = ""
        self._is_prose: bool | None = None

    def read(self, text: str) -> tuple[Side, ...]:
        """The request of each side, at least one. Raises RequestError with its place in the text."""
        self._whole = text
        self._is_prose = speaks(text) or None
        parts: list[_Part] = []
        for versus in _pieces(_VERSUS, text, 0):
            begun = len(parts)
            for piece, start in _pieces(_PAUSE, *versus):
                joined = self._joined(text, parts[-1], start + len(piece)) if len(parts) > begun else None
                parts[-1:] = [joined] if joined else [*parts[-1:], self._part(piece, start, parts)]
        if not parts:
            raise RequestError("There is nothing to compare.", "Try `compare 70B 2T a100 vs h100`.")
        return tuple(_sides(parts))

    def _joined(self, text: str, part: _Part, stop: int) -> _Part | None:
        """A side with what stands behind it, where one request can say both."""
        try:
            reading = self._reading(text[part.start : stop], part.start)
        except RequestError:
            return None
        swapped = any(doubt.code == "swapped_quantities" for doubt in reading.doubts)
        return None if swapped else _Part(text[part.start : stop], part.start, reading)

    def _part(self, piece: str, start: int, before: list[_Part]) -> _Part:
        """A side of its own; a number without a key is of the kind that was said last before."""
        if piece.strip(_AROUND).lower() in _FULL:
            return _Part(piece, start, self._reading("method=finetune", start))
        keyed = list(self._keyed(piece, start, before[-1])) if before and _BEGINS_NUMBER.match(piece) else []
        if keyed and len(keyed[0].said) == 1:
            return keyed[0]
        try:
            part = _Part(piece, start, self._reading(piece, start))
        except RequestError:
            if keyed:
                return keyed[0]
            raise
        if before and not part.said:
            said = piece.strip(_AROUND)
            raise RequestError(
                f'"{said}" says nothing to compare.', "Say what is otherwise: `compare 70B 2T a100 vs h100`."
            )
        return self._tokens_first(part, before[0]) if before else part

    def _keyed(self, piece: str, start: int, before: _Part) -> Iterator[_Part]:
        """A side as each kind of number that the side before says with a key, from the last one back."""
        spans = before.reading.spans
        for key in sorted(spans.keys() - _WITHOUT_KEY, key=lambda name: spans[name], reverse=True):
            with suppress(RequestError):
                yield _Part(piece, start, self._reading(f"{key}={piece.strip()}", start))

    def _tokens_first(self, part: _Part, first: _Part) -> _Part:
        """A side whose lone quantity is like the tokens of the first side, with that read as tokens."""
        said, model = part.said, first.said.get("model")
        span = part.reading.spans.get("parameters")
        parameters = first.said.get("parameters") or (model and self._names.parameters(model))
        if not (parameters and span) or "tokens" in said or "active_parameters" in said:
            return part
        tokens = first.said.get("tokens") or parameters * _USUAL_TOKENS_PER_PARAMETER
        if _apart(said["parameters"], parameters) <= _apart(said["parameters"], tokens):
            return part
        begin = span[0] - part.start
        reading = self._reading(f"{part.text[:begin]}tokens={part.text[begin:]}", part.start)
        return _Part(part.text, part.start, reading)

    def _reading(self, text: str, start: int) -> Reading:
        """A piece as it is read, places counted in the whole text."""
        try:
            found = read(text, self._names, today=self._today, is_prose=self._is_prose)
        except RequestError as error:
            error.span = error.span and (error.span[0] + start, error.span[1] + start)
            head, tail = self._whole[:start], self._whole[start + len(text) :]
            error.suggestions = tuple(f"compare {head}{one}{tail}" for one in error.suggestions)
            raise
        spans = {name: (first + start, last + start) for name, (first, last) in found.spans.items()}
        return Reading(found.request, found.deliver, found.doubts, spans)


def _pieces(separator: re.Pattern[str], text: str, start: int) -> Iterator[tuple[str, int]]:
    """What stands between separators, each with its place; empty pieces say nothing."""
    ends = [(match.start(), match.end()) for match in separator.finditer(text)]
    for begin, stop in zip([0, *(end for _, end in ends)], [*(first for first, _ in ends), len(text)], strict=True):
        if text[begin:stop].strip():
            yield text[begin:stop], start + begin


def _apart(one: float, other: float) -> float:
    return abs(math.log(one / other))


def _sides(parts: list[_Part]) -> Iterator[Side]:
    """The sides as whole requests, with the doubts that reading each raised."""
    first, last = parts[0].said, parts[-1].said
    needs = {"accelerator"} if "model" in first else {"accelerator", "tokens"}
    if not _MODEL & first.keys() or not needs <= first.keys():
        first = _over(last, first)
    for part in parts:
        request = Request(**_over(first, part.said))
        yield Side(request.model_copy(update={"text": write(request)}), part.reading.doubts, part.reading.deliver)


def _over(base: Said, said: Said) -> Said:
    """What is said, and of the base what goes with it."""
    gone = {name for group in _TOGETHER if group & said.keys() for name in group}
    if said.get("method", base.get("method")) != base.get("method"):
        gone |= _OF_METHOD
    if said.get("accelerator", base.get("accelerator")) != base.get("accelerator"):
        gone |= OF_ACCELERATOR
    return {**{name: value for name, value in base.items() if name not in gone}, **said}
