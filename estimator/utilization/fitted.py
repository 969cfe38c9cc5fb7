"""What `make calibrate` found: coefficients, levels of chips, precisions and stacks, and how far runs still differ."""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from msgspec import Struct

from estimator.catalogue.catalogue import Catalogue
from estimator.utilization.features import Features

COEFFICIENTS = "assumptions/utilization.toml"
LEVELS = "evidence/utilization_levels.toml"


class Level(Struct, frozen=True):
    """How a chip, a precision or a stack differs from the usual (a logarithm), and how many measurements say so."""

    log: float
    measurements: int


class Fitted(Struct, frozen=True, eq=False):
    """The coefficients with their reasons, the levels by kind and name, and the deviations and half widths by name."""

    coefficients: Mapping[str, float]
    reasons: Mapping[str, str]
    levels: Mapping[str, Mapping[str, Level]]
    spreads: Mapping[str, float]

    def level(self, kind: str, name: str) -> Level:
        """The level of a chip, precision or stack; the usual one where nothing was measured."""
        return self.levels[kind].get(name, _USUAL)

    def is_measured(self, run: Features) -> bool:
        """Whether anything was measured on the chip of a run."""
        return run.chip.identifier in self.levels["chip"]

    @property
    def stacks(self) -> tuple[str, ...]:
        """The code bases that were measured."""
        return tuple(self.levels["stack"])


_USUAL = Level(0.0, 0)


@lru_cache(maxsize=4)
def fitted_of(catalogue: Catalogue) -> Fitted:
    """What was fitted, from the files of a catalogue."""
    entries = cast("Mapping[str, Mapping[str, float | str]]", catalogue.document(COEFFICIENTS))
    levels = cast("Mapping[str, Mapping[str, list[float]]]", catalogue.document(LEVELS))
    values = {name: float(entry["value"]) for name, entry in entries.items()}
    return Fitted(
        coefficients=values,
        reasons={name: str(entry["reason"]) for name, entry in entries.items()},
        levels={
            kind: {name: Level(log, int(count)) for name, (log, count) in found.items()}
            for kind, found in levels.items()
            if kind != "spread"
        },
        spreads=cast("Mapping[str, float]", levels["spread"]),
    )
