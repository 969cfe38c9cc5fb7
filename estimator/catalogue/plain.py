"""The catalogue as plain data: what is kept between two starts."""

from collections.abc import Mapping
from typing import TypedDict

Plain = Mapping[str, object]


class Compiled(TypedDict):
    """The whole catalogue as plain data.

    `entries` holds for each kind and id the file and the table; `sources` the sources of each file; `ids` and
    `spellings` the names of each kind by normalised name; `documents` the evidence behind utilization, for its own
    reader: TOML as it is, CSV as `rows`.
    """

    entries: dict[str, dict[str, tuple[str, Plain]]]
    sources: dict[str, dict[str, Plain]]
    ids: dict[str, dict[str, str]]
    spellings: dict[str, dict[str, str]]
    documents: dict[str, Plain]
