"""The calculation, top to bottom: it reads like the answer."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from estimator.catalogue.entries import Accelerator, Model, Run
from estimator.doubt import Doubt
from estimator.quantity import Quantity
from estimator.request import Request


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A published run like the one asked about: what it took, and the MFU that this implies."""

    run: Run
    mfu: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """An answered request: the answer by name, every step behind it, doubts, and the nearest published runs.

    `answer` holds the contract's keys; a quantity that does not apply is None. `steps` lists every quantity once,
    inputs first. `drivers` names the inputs that make the cost's range wide, widest first, with their share of its
    variance. `price_basis` says whose price it is, on which terms and from when.
    """

    request: Request
    as_of: datetime.date
    accelerator: Accelerator
    model: Model | None
    answer: Mapping[str, Quantity | None]
    steps: tuple[Quantity, ...]
    doubts: tuple[Doubt, ...]
    neighbours: tuple[Neighbour, ...]
    drivers: tuple[tuple[str, float], ...]
    price_basis: str
