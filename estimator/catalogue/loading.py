"""Reads the catalogue's files, the only file access of the estimator, and keeps a compiled form beside the bytecode."""

import hashlib
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.plain import Compiled

_DATA = Path(__file__).parent / "data"
_KINDS = frozenset({".toml", ".csv"})
_KEPT = Path(__file__).parent / "__pycache__" / f"data.{sys.implementation.cache_tag}.marshal"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of a folder, by default the one that comes with this package.

    Raises CatalogueError, naming file and field, for a file that says something it may not.
    """
    texts = _texts(folder or _DATA)
    return Catalogue(_compile(texts) if folder else _compiled_once(texts))


def _texts(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for place in folder.iterdir() if place.is_dir() for path in place.iterdir())
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths if path.suffix in _KINDS}


def _compile(texts: Mapping[str, bytes]) -> Compiled:
    from estimator.catalogue.compiling import compile_files  # noqa: PLC0415 - seldom needed, and slow to import

    return compile_files({path: text.decode() for path, text in texts.items()})


def _compiled_once(texts: Mapping[str, bytes]) -> Compiled:
    digest = _digest({**texts, **_readers()})
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept = _KEPT.read_bytes()
        if kept.startswith(digest):
            # as trusted as the bytecode that lies beside it
            return cast("Compiled", marshal.loads(kept[len(digest) :]))  # noqa: S302 - see above
    compiled = _compile(texts)
    _keep(digest + marshal.dumps(dict(compiled)))
    return compiled


def _readers() -> dict[str, bytes]:
    """The code that turns the files into the compiled form, which another version of it would turn otherwise."""
    return {path.name: path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))}


def _digest(texts: Mapping[str, bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for path, text in texts.items():
        digest.update(f"{path}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.digest()


def _keep(content: bytes) -> None:
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - only after a change of the files

    with suppress(OSError):
        _KEPT.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=_KEPT.parent, delete=False) as fresh:
            fresh.write(content)
        Path(fresh.name).replace(_KEPT)
