"""Turns a request and a catalogue into an estimate, and touches nothing else."""

from typing import TYPE_CHECKING

from estimator.catalogue.loading import load_catalogue
from estimator.errors import EstimatorError
from estimator.estimate import Estimate, estimate
from estimator.request import Request

if TYPE_CHECKING:
    from estimator.front_door import Estimator

__all__ = ["Estimate", "Estimator", "EstimatorError", "Request", "estimate", "load_catalogue"]


def __getattr__(name: str) -> object:
    """The front door for programs, loaded by those who use it: it brings every question along."""
    if name != "Estimator":
        raise AttributeError(name)
    from estimator.front_door import Estimator  # noqa: PLC0415 - see above

    return Estimator
