"""What has been read so far, each value with its place in the text."""

import datetime
from collections.abc import Callable

from msgspec import Struct, field

from estimator.calculation.doubt import Doubt
from estimator.errors import ConflictError
from estimator.language.either import either
from estimator.language.names import Names
from estimator.language.words import Sentence

_LABELS = {
    "mfu": "MFU",
    "pue": "PUE",
    "accelerators": "number of accelerators",
    "batch_tokens": "batch",
    "as_of": "day of the facts",
}

Value = str | float | datetime.date | None


class Draft(Struct):
    """A request that is being read: values by field, their places, and quantities that do not say what they count."""

    sentence: Sentence
    names: Names
    today: datetime.date
    said: dict[str, Value] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    bare: list[tuple[float, tuple[int, int]]] = field(default_factory=list)
    families: list[tuple[int, int]] = field(default_factory=list)
    deliver: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    unused: list[tuple[int, int]] = field(default_factory=list)
    has_data: bool | None = None
    compared: set[str] = field(default_factory=set)
    prose: bool | None = None
    phrases: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    devices: dict[tuple[str | None, ...], tuple[str, int | None, str, str | None, int] | None] = field(
        default_factory=dict
    )
    read_by: "dict[tuple[str, ...], Callable[[Draft, int], int]]" = field(default_factory=dict)
    repeated: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def say(self, name: str, value: Value, start: int, stop: int) -> None:
        """Take the words from start up to stop as a field's value. Raises ConflictError when it has another one."""
        self.say_at(name, value, self.sentence.span(start, stop))

    def say_at(self, name: str, value: Value, span: tuple[int, int]) -> None:
        """Take a part of the text as a field's value. Raises ConflictError when the field has another value."""
        if name in self.said and self.said[name] != value:
            raise self.conflict(name, span)
        self.said[name] = value
        self.spans.setdefault(name, span)

    def forget(self, name: str) -> None:
        """Leave a field unsaid again."""
        self.said.pop(name, None)
        self.spans.pop(name, None)

    def whole(self, name: str) -> int | None:
        """The whole number that was said for a field; None when nothing was."""
        value = self.said.get(name)
        return value if isinstance(value, int) else None

    def conflict(self, name: str, span: tuple[int, int]) -> ConflictError:
        """The error of a second value for a field."""
        first, second = (self.sentence.raw[start:end] for start, end in (self.spans[name], span))
        return ConflictError(
            f'Two values for the {label(name)}: "{first}" and "{second}".',
            "Keep one of them.",
            span=span,
            field=name,
            suggestions=either(
                self.sentence.raw, self.spans[name], span, min(start for start, _ in self.spans.values())
            ),
        )


def label(name: str) -> str:
    """A field's name as people read it: `sequence length`."""
    return _LABELS.get(name, name.replace("_", " "))
