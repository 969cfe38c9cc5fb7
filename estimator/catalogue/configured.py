"""A model that a config.json describes, as an entry beside those of the catalogue."""

import datetime
import re

from estimator.calculation.quantity import Source
from estimator.catalogue.configuration import ConfiguredModel
from estimator.catalogue.entries import Figure, Model
from estimator.catalogue.names import CONFIGURED as PREFIX

_LOCAL = "config/"


def configured_model(name: str, configured: ConfiguredModel, source: Source) -> Model:
    """The entry of a model under the name that a request calls it by, `hf:organisation/name`.

    Parameters are counted from the shape, so they are as right as the configuration is; tokens are not known.
    """
    note = "counted from the shape in config.json"
    return Model(
        id=name,
        name=name.removeprefix(PREFIX).removeprefix(_LOCAL),
        organisation="",
        released="",
        aliases=(),
        family=configured.family,
        parameters=Figure(configured.parameters, source, note=note),
        active_parameters=Figure(configured.active_parameters, source, note=note),
        tokens=None,
        shape=configured.shape,
        shape_source=source,
    )


def local_name(stem: str) -> str:
    """The name of a model whose configuration lies in a file or was pasted."""
    return f"{PREFIX}{_LOCAL}{re.sub(r'[^A-Za-z0-9.-]+', '-', stem).strip('-') or 'model'}"


def is_local(name: str) -> bool:
    """Whether a model's configuration lies in a file or was pasted, so that no hub has it."""
    return name.startswith(f"{PREFIX}{_LOCAL}")


def source_of(name: str, today: datetime.date) -> Source:
    """Where the model `hf:organisation/name` is published."""
    repository = name.removeprefix(PREFIX)
    return Source(f"config.json of {repository}, Hugging Face", f"https://huggingface.co/{repository}", today)


def named_in(text: str) -> str | None:
    """The `hf:organisation/name` in a text, or None."""
    found = re.search(r"(?<![\w/])hf:[\w.-]+/[\w.-]*\w", text, re.IGNORECASE | re.ASCII)
    return PREFIX + found[0][len(PREFIX) :] if found else None
