"""A model of one's own, from a config.json in a file."""

import datetime
from pathlib import Path

from estimator.calculation.quantity import Source
from estimator.catalogue.catalogue import Catalogue
from estimator.configuration.models import configured_model, local_name, said_like
from estimator.configuration.reading import MAXIMUM_TEXT, shape_from_text
from estimator.errors import RequestError
from estimator.language import first_word


def with_file(text: str, path: Path, catalogue: Catalogue, today: datetime.date) -> tuple[str, Catalogue]:
    """The text naming the file's model, and the catalogue with it. Raises RequestError for a file that is no config."""
    if path.stat().st_size > MAXIMUM_TEXT:
        raise RequestError(
            f"{path.name} has {path.stat().st_size:,} bytes; a config.json has at most {MAXIMUM_TEXT:,}."
        )
    like, text = said_like(text)
    configured = shape_from_text(path.read_text(encoding="utf-8", errors="replace"), like)
    stem = path.resolve().parent.name if path.stem == "config" else path.stem
    name = local_name(stem)
    model = configured_model(name, configured, Source(f"{path.name}, as given", None, today))
    word, rest = first_word(text) or ("", text)
    return f"{word} model={name} {rest}".strip(), catalogue.with_model(model)
