"""What one person keeps: estimates, defaults and measured runs, every version of each, in a local file."""

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from service.folder import SAVED_FILE

Kind: TypeAlias = Literal["saved", "rules", "runs"]
_TABLE = """create table if not exists {}
    (name text not null, number integer not null, content text, at text not null, primary key (name, number))"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what is kept; its content is nothing when it was deleted."""

    name: str
    number: int
    content: dict[str, Any] | None
    at: str


class Notebook:
    """The file; it is made when something is first saved."""

    def __init__(self, folder: Path, kind: Kind = "saved") -> None:
        self._path = folder / SAVED_FILE
        self._kind = kind

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return self._path.exists()

    def add(self, name: str, content: dict[str, Any] | None) -> Version:
        """Put a new version on top. Raises OSError when the file cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        at = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
        text = None if content is None else json.dumps(content, ensure_ascii=False)
        with self._open() as file:
            newest = f"select coalesce(max(number), 0) + 1 from {self._kind} where name = ?"  # noqa: S608 - one of our own words
            [number] = file.execute(newest, (name,)).fetchone()
            file.execute(f"insert into {self._kind} values (?, ?, ?, ?)", (name, number, text, at))  # noqa: S608 - one of our own words
        return Version(name, number, content, at)

    def latest(self, name: str) -> Version | None:
        """The newest version that is not a deletion, if it is the newest of all."""
        newest = next(iter(self.history(name)), None)
        return newest if newest and newest.content else None

    def history(self, name: str) -> list[Version]:
        """Every version, newest first."""
        return self._found(f"select * from {self._kind} where name = ? order by number desc", name)  # noqa: S608 - one of our own words

    def everything(self) -> list[Version]:
        """The newest version of each that is not deleted, by name."""
        newest = f"select name, max(number) from {self._kind} group by name"  # noqa: S608 - one of our own words
        return self._found(
            f"select * from {self._kind} where (name, number) in ({newest}) and content is not null order by name"  # noqa: S608 - the same
        )

    def _found(self, query: str, *values: str) -> list[Version]:
        if not self.is_there:
            return []
        with self._open() as file:
            rows = file.execute(query, values).fetchall()
        return [Version(name, number, json.loads(text) if text else None, at) for name, number, text, at in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The open file, all or nothing of what is done to it kept at the end."""
        try:
            with closing(sqlite3.connect(self._path)) as file, file:
                file.execute(_TABLE.format(self._kind))
                yield file
        except sqlite3.Error as error:
            raise OSError(None, f"cannot be used as the file of what is kept ({error})", str(self._path)) from error
