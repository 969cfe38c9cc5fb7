"""From the text of the catalogue's files to plain data that is checked once and kept."""

import csv
import datetime
import tomllib
from collections.abc import Iterator, Mapping

from estimator.catalogue.kinds import READERS
from estimator.catalogue.names import normalise
from estimator.catalogue.plain import Compiled, Plain
from estimator.catalogue.reading import Sources, Table
from estimator.errors import CatalogueError

_FOLDERS = {
    "accelerators": "accelerator",
    "models": "model",
    "providers": "provider",
    "runs": "run",
    "datasets": "dataset",
}
_ROWS = ("offer", "purchase", "default", "grid", "assumption", "ambiguity", "machine", "tune", "undisclosed")
_DOCUMENTS = ("evidence/", "assumptions/utilization")
# What has no name of its own is called by these fields and a number.
_NUMBERED = {"offer": ("provider", "accelerator", "billing", "as_of"), "purchase": ("accelerator", "as_of")}
_NAMED = ("accelerator", "model", "grid", "provider", "machine", "dataset")

_ALSO_NAMED_BY = {"accelerator": "machine", "model": "tune"}


def compile_files(files: Mapping[str, str]) -> Compiled:
    """The catalogue of those texts by path: TOML, or CSV for evidence. Raises CatalogueError, naming the file."""
    compiled = Compiled(entries={kind: {} for kind in READERS}, sources={}, ids={}, spellings={}, documents={})
    for path, text in files.items():
        _add_file(compiled, path, _parse(path, text))
    for kind in _NAMED:
        _add_names(compiled, kind)
    _check(compiled)
    return compiled


def _parse(path: str, text: str) -> dict[str, object]:
    if path.endswith(".csv"):
        return {"rows": list(csv.DictReader(text.splitlines()))}
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path} is not valid TOML: {error}.") from None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _add_file(compiled: Compiled, path: str, data: dict[str, object]) -> None:
    if path.startswith(_DOCUMENTS):
        compiled["documents"][path] = data
        return
    folder = path.partition("/")[0]
    sources = data.pop("sources", {})
    if not isinstance(sources, dict):
        raise CatalogueError(f"{path}: sources should be tables such as [sources.card].")
    compiled["sources"][path] = sources
    for kind, row in _rows(folder, path, data):
        identity = _identity(kind, row, path, compiled)
        if identity in compiled["entries"][kind]:
            other = compiled["entries"][kind][identity][0]
            raise CatalogueError(f"{path} and {other} both hold the {kind} {identity!r}.")
        compiled["entries"][kind][identity] = (path, row)


def _rows(folder: str, path: str, data: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    if folder in _FOLDERS:
        yield _FOLDERS[folder], data
        return
    shared = {key: value for key, value in data.items() if key not in _ROWS}
    for kind in _ROWS:
        rows = data.get(kind, [])
        if not isinstance(rows, list):
            raise CatalogueError(f"{path}: {kind} should be tables such as [[{kind}]].")
        for row in rows:
            yield kind, {**shared, **row}


def _identity(kind: str, row: dict[str, object], path: str, compiled: Compiled) -> str:
    if kind in _NUMBERED:
        stem = "_".join(str(row[key]) for key in _NUMBERED[kind] if key in row)
        number = sum(1 for known in compiled["entries"][kind] if known.startswith(f"{stem}_")) + 1
        row["id"] = f"{stem}_{number}"
    identity = row.get("id")
    if not isinstance(identity, str) or not identity:
        raise CatalogueError(f"{path}: a {kind} has no id.")
    return f"{identity}@{row.get('as_of')}" if kind == "default" else identity


def _add_names(compiled: Compiled, kind: str) -> None:
    questions = compiled["entries"]["ambiguity"].items()
    asked_back = {normalise(kind, name) for name, (_, row) in questions if row.get("kind") == kind}
    ids: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for path, identity, spelling in _claims(compiled, kind):
        name = normalise(kind, spelling)
        if name in asked_back:
            continue
        if ids.setdefault(name, identity) != identity:
            other = compiled["entries"][kind][ids[name]][0]
            raise CatalogueError(f"{path} ({identity}) and {other} ({ids[name]}) both claim the name {spelling!r}.")
        spellings.setdefault(name, spelling)
    compiled["ids"][kind] = ids
    compiled["spellings"][kind] = spellings


def _claims(compiled: Compiled, kind: str) -> Iterator[tuple[str, str, str]]:
    """The file, the entry's id and the spelling of each name; a machine's names are also its accelerator's."""
    for identity, (path, row) in compiled["entries"][kind].items():
        for spelling in _spellings(kind, identity, row):
            yield path, identity, spelling
    if other := _ALSO_NAMED_BY.get(kind):
        for identity, (path, row) in compiled["entries"][other].items():
            for spelling in _spellings(other, identity, row):
                yield path, str(row.get(kind)), spelling


def _spellings(kind: str, identity: str, row: Plain) -> list[str]:
    own = [identity] if kind in {"grid", "machine", "tune"} else [identity, str(row.get("name"))]
    lists = (row.get(key, []) for key in ("aliases", "bare_names"))
    return own + [str(name) for names in lists if isinstance(names, list) for name in names]


def _check(compiled: Compiled) -> None:
    sources = {path: Sources(tables, path) for path, tables in compiled["sources"].items()}
    for kind, entries in compiled["entries"].items():
        for identity, (path, row) in entries.items():
            table = Table(row, f"{path}, {identity}", sources[path])
            READERS[kind](table)
            table.refuse_leftovers()
            _check_references(compiled, kind, table)
    for source in sources.values():
        source.refuse_unused()


_REFERENCES = {
    "offer": ("accelerator", "provider"),
    "purchase": ("accelerator",),
    "run": ("accelerator",),
    "machine": ("accelerator",),
    "tune": ("model",),
}


def _check_references(compiled: Compiled, kind: str, table: Table) -> None:
    for key in _REFERENCES.get(kind, ()):
        name = table.text(key)
        if name not in compiled["entries"][key]:
            raise table.complaint(key, f"names {name!r}, which the catalogue does not have")
    if kind == "default" and table.text("id") not in compiled["entries"]["accelerator"]:
        raise table.complaint("id", f"names the accelerator {table.text('id')!r}, which the catalogue does not have")
    if kind == "machine" and (name := table.text("provider", "")) and name not in compiled["entries"]["provider"]:
        raise table.complaint("provider", f"names {name!r}, which the catalogue does not have")
    if kind == "grid" and (country := table.text("country", "")) and country not in compiled["entries"]["grid"]:
        raise table.complaint("country", f"names {country!r}, which the catalogue does not have")
