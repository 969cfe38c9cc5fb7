"""Reads the catalogue's files, the only file access of the estimator, and keeps a compiled form beside the bytecode."""

import marshal
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.plain import Compiled

_DATA = Path(__file__).parent / "data"
_KINDS = frozenset({".toml", ".csv"})
_KEPT = Path(__file__).parent / "__pycache__" / f"data.{sys.implementation.cache_tag}.marshal"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of a folder, by default the one that comes with this package.

    Raises CatalogueError, naming file and field, for a file that says something it may not.
    """
    return Catalogue(_compile(folder) if folder else _compiled_once())


def _paths(folder: Path) -> list[Path]:
    return [path for place in folder.iterdir() if place.is_dir() for path in place.iterdir() if path.suffix in _KINDS]


def _compile(folder: Path) -> Compiled:
    from estimator.catalogue.compiling import compile_files  # noqa: PLC0415 - seldom needed, and slow to import

    paths = sorted(_paths(folder))
    return compile_files({f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in paths})


class _Packed(Mapping[str, Any]):
    """A part of the catalogue as it is kept: each section bytes until somebody asks for it."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self._kept = kept
        self._unpacked: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as plain as TOML
        if name not in self._unpacked:
            # as trusted as the bytecode that lies beside it
            self._unpacked[name] = marshal.loads(self._kept[name])  # noqa: S302 - see above
        return self._unpacked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def _compiled_once() -> Compiled:
    stamp = _stamp()
    with suppress(OSError, ValueError, EOFError, TypeError, AttributeError):
        kept = _KEPT.read_bytes()
        if kept.startswith(stamp):
            parts = marshal.loads(kept[len(stamp) :])  # noqa: S302 - as trusted as the bytecode that lies beside it
            return cast("Compiled", {part: _Packed(sections) for part, sections in parts.items()})
    compiled = _compile(_DATA)
    parts = cast("Mapping[str, Mapping[str, Any]]", compiled)
    packed = {
        part: {name: marshal.dumps(section) for name, section in sections.items()} for part, sections in parts.items()
    }
    _keep(stamp + marshal.dumps(packed))
    return compiled


def _stamp() -> bytes:
    """The state of the files and of the code that reads them, by size and time, as bytecode is held to its source."""
    kinds = (".py", *_KINDS)
    states = [
        f"{folder.name}/{path.name} {state.st_size} {state.st_mtime_ns}\n"
        for folder in (_DATA.parent, *filter(Path.is_dir, _DATA.iterdir()))
        for path in folder.iterdir()
        if path.name.endswith(kinds) and (state := path.stat())
    ]
    return "".join([*sorted(states), "\n"]).encode()


def _keep(content: bytes) -> None:
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only after a change of the files

    with suppress(OSError):
        _KEPT.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=_KEPT.parent, delete=False) as fresh:
            fresh.write(content)
        Path(fresh.name).replace(_KEPT)
