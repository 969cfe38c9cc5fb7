"""Reads the catalogue's files, the only file access of the estimator, and keeps a compiled form beside the bytecode."""

import hashlib
import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.plain import Compiled

_DATA = Path(__file__).parent / "data"
_KEPT = Path(__file__).parent / "__pycache__" / f"data.{sys.implementation.cache_tag}.marshal"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of a folder, by default the one that comes with this package.

    Raises CatalogueError, naming file and field, for a file that says something it may not.
    """
    texts = _texts(folder or _DATA)
    return Catalogue(_compile(texts) if folder else _compiled_once(texts))


def _texts(folder: Path) -> dict[str, bytes]:
    root = os.fspath(folder)
    paths = sorted(
        os.path.join(place, name)  # noqa: PTH118 - pathlib takes five times as long over hundreds of files
        for place, _, names in os.walk(root)
        for name in names
        if name.endswith((".toml", ".csv"))
    )
    return {path[len(root) + 1 :].replace(os.sep, "/"): _bytes(path) for path in paths}


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - the same
        return file.read()


def _compile(texts: Mapping[str, bytes]) -> Compiled:
    from estimator.catalogue.compiling import compile_files  # noqa: PLC0415 - seldom needed, and slow to import

    return compile_files({path: text.decode() for path, text in texts.items()})


def _compiled_once(texts: Mapping[str, bytes]) -> Compiled:
    digest = _digest(texts)
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept = _bytes(os.fspath(_KEPT))
        if kept.startswith(digest):
            # as trusted as the bytecode that lies beside it
            return cast("Compiled", marshal.loads(kept[len(digest) :]))  # noqa: S302 - see above
    compiled = _compile(texts)
    _keep(digest + marshal.dumps(dict(compiled)))
    return compiled


def _digest(texts: Mapping[str, bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for path, text in texts.items():
        digest.update(f"{path}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.digest()


def _keep(content: bytes) -> None:
    with suppress(OSError):
        _KEPT.parent.mkdir(exist_ok=True)
        fresh = _KEPT.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(_KEPT)
