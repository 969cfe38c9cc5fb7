"""A model that a config.json describes, as an entry beside those of the catalogue."""

import datetime
import re

from estimator.calculation.quantity import Source
from estimator.catalogue.entries import Figure, Model
from estimator.catalogue.names import CONFIGURED as PREFIX
from estimator.configuration.reading import ConfiguredModel

_LOCAL = "config/"
# between a model's name and the family to read its configuration like
_AS = "+"
_NAMED = re.compile(r"(?<![\w/])hf:[\w.-]+/[\w.-]*\w(?:\+[\w.-]*\w)?", re.IGNORECASE | re.ASCII)
_LIKE = re.compile(r"(?<!\S)like\s*=\s*([a-z][\w.-]*)", re.IGNORECASE | re.ASCII)


def configured_model(name: str, configured: ConfiguredModel, source: Source) -> Model:
    """The entry of a model under the name that a request calls it by, `hf:organisation/name`.

    Parameters are counted from the shape, so they are as right as the configuration is; tokens are not known.
    """
    note = "; ".join(("counted from the shape in config.json", *configured.notes))
    return Model(
        id=name,
        name=repository_of(name)[0].removeprefix(_LOCAL),
        organisation="",
        released="",
        aliases=(),
        family=configured.family,
        parameters=Figure(configured.parameters, source, note=note),
        active_parameters=Figure(configured.active_parameters, source, note=note),
        tokens=None,
        shape=configured.shape,
        shape_source=source,
        note="; ".join(configured.notes),
    )


def local_name(stem: str) -> str:
    """The name of a model whose configuration lies in a file or was pasted."""
    return f"{PREFIX}{_LOCAL}{re.sub(r'[^A-Za-z0-9.-]+', '-', stem).strip('-') or 'model'}"


def is_local(name: str) -> bool:
    """Whether a model's configuration lies in a file or was pasted, so that no hub has it."""
    return name.startswith(f"{PREFIX}{_LOCAL}")


def likened(text: str) -> str:
    """A text whose `like=FAMILY` stands in the name of the model to read that way: `hf:organisation/name+family`.

    Without a model to fetch the text stays as it is.
    """
    named, like = named_in(text), _LIKE.search(text)
    if named is None or like is None or _AS in named:
        return text
    rest = text[: like.start()] + text[like.end() :]
    return _NAMED.sub(lambda found: f"{found[0]}{_AS}{like[1].lower()}", rest, count=1).strip()


def said_like(text: str) -> tuple[str | None, str]:
    """The family that a text says to read its configuration like, and the text without it."""
    like = _LIKE.search(text)
    return (like[1].lower(), f"{text[: like.start()]}{text[like.end() :]}".strip()) if like else (None, text)


def repository_of(name: str) -> tuple[str, str | None]:
    """The repository of `hf:organisation/name+family`, and the family to read it like, where one is said."""
    repository, _, like = name.removeprefix(PREFIX).partition(_AS)
    return repository, like or None


def source_of(name: str, today: datetime.date) -> Source:
    """Where the model `hf:organisation/name` is published."""
    repository, _ = repository_of(name)
    return Source(f"config.json of {repository}, Hugging Face", f"https://huggingface.co/{repository}", today)


def named_in(text: str) -> str | None:
    """The `hf:organisation/name` in a text, with the family to read it like, or None."""
    found = _NAMED.search(text)
    return PREFIX + found[0][len(PREFIX) :] if found else None
