"""Reading one table of a catalogue file strictly: every key has a type, every figure a source, nothing is left over."""

import datetime
import math
import re
from collections.abc import Mapping

from msgspec import Struct, field

from estimator.calculation.quantity import Source
from estimator.catalogue.entries import Figure, Statement
from estimator.catalogue.plain import Plain
from estimator.errors import CatalogueError

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")


class Sources(Struct):
    """The sources of one file, by key, each built once; `used` remembers which were asked for."""

    tables: Mapping[str, Plain]
    place: str
    used: set[str] = field(default_factory=set)
    built: dict[str, Source] = field(default_factory=dict)

    def get(self, key: str) -> Source:
        """The source with that key. Raises CatalogueError when the file has none."""
        self.used.add(key)
        if key not in self.built:
            if key not in self.tables:
                raise CatalogueError(f"{self.place} cites the source {key!r}, which it does not have.")
            self.built[key] = self._source(Table(self.tables[key], f"{self.place}, source {key!r}", self))
        return self.built[key]

    def refuse_unused(self) -> None:
        """Raise CatalogueError when a source of the file stands behind nothing."""
        if unused := sorted(set(self.tables) - self.used):
            raise CatalogueError(f"{self.place} has sources that nothing cites: {', '.join(unused)}.")

    @staticmethod
    def _source(table: "Table") -> Source:
        title, url, retrieved = table.text("title"), table.text("url", ""), table.date("retrieved")
        table.refuse_leftovers()
        if url and not _ADDRESS.fullmatch(url):
            raise table.complaint("url", f"is no address: {url!r}")
        return Source(title, url or None, retrieved)


class Table:
    """A table of plain data whose keys are asked for one by one; what was not asked for is refused at the end."""

    __slots__ = ("_data", "_left", "place", "sources")

    def __init__(self, data: Plain, place: str, sources: Sources) -> None:
        self._data = data
        self._left = set(data)
        self.place = place
        self.sources = sources

    def complaint(self, key: str, what: str) -> CatalogueError:
        """The error that names file and field."""
        return CatalogueError(f"{self.place}: {key} {what}.")

    def refuse_leftovers(self) -> None:
        """Raise CatalogueError when the table holds a key that nobody asked for."""
        if self._left:
            raise CatalogueError(f"{self.place} has keys that are not known here: {', '.join(sorted(self._left))}.")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.complaint(key, f"should be a text, not {value!r}")
        return value

    def choice(self, key: str, choices: frozenset[str]) -> str:
        """A text out of a few."""
        value = self.text(key)
        if value not in choices:
            raise self.complaint(key, f"is {value!r}, not one of {', '.join(sorted(choices))}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not there."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            raise self.complaint(key, "should be a list of texts")
        return tuple(value)

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.complaint(key, f"should be a number, not {value!r}")
        if not math.isfinite(value):
            raise self.complaint(key, f"should be finite, not {value!r}")
        return value

    def count(self, key: str, default: int | None = None) -> int:
        """A whole number that is not negative."""
        value = self.number(key, default)
        if not isinstance(value, int) or value < 0:
            raise self.complaint(key, f"should be a whole number from 0 on, not {value!r}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.complaint(key, f"should be true or false, not {value!r}")
        return value

    def date(self, key: str) -> datetime.date:
        """A day."""
        value = self._take(key, None)
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            raise self.complaint(key, f"should be a day such as 2026-11-20, not {value!r}") from None

    def table(self, key: str) -> "Table":
        """A table within this one; it shares the sources."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.complaint(key, "should be a table")
        return Table(value, f"{self.place}, {key}", self.sources)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys of the table, in the file's order."""
        return tuple(self._data)

    def source(self, key: str = "source") -> Source:
        """The source that the table cites."""
        return self.sources.get(self.text(key))

    def figure(self, key: str) -> Figure:
        """A number in its base unit with its source and, where it has one, its range."""
        if not self.has(key):
            raise self.complaint(key, "is missing")
        table = self.table(key)
        figure = table.inline_figure("value")
        table.refuse_leftovers()
        return figure

    def optional_figure(self, key: str) -> Figure | None:
        """A figure, or None when the key is not there."""
        return self.figure(key) if self.has(key) else None

    def optional_statement(self, key: str, choices: frozenset[str]) -> Statement | None:
        """A word out of a few with its source, or None when the key is not there."""
        if not self.has(key):
            return None
        table = self.table(key)
        statement = Statement(table.choice("value", choices), table.source(), table.flag("verified", default=True))
        table.refuse_leftovers()
        return statement

    def figures(self, key: str) -> dict[str, Figure]:
        """A table of figures by name; empty when it is not there."""
        table = self.table(key)
        return {name: table.figure(name) for name in table.names}

    def inline_figure(self, value_key: str) -> Figure:
        """A figure whose parts are keys of this table itself."""
        value = self.number(value_key)
        low, high = self.number("low", value), self.number("high", value)
        if not low <= value <= high:
            raise self.complaint(value_key, f"lies outside its own range: {low!r}, {value!r}, {high!r}")
        certain = low == high
        return Figure(
            value,
            self.source(),
            None if certain else low,
            None if certain else high,
            self.flag("verified", default=True),
            self.text("note", ""),
        )

    def _take(self, key: str, default: object) -> object:
        self._left.discard(key)
        if key in self._data:
            return self._data[key]
        if default is None:
            raise self.complaint(key, "is missing")
        return default
