"""A machine that is rented or sold under one name, and what it holds."""

from dataclasses import dataclass

from estimator.calculation.quantity import Source


@dataclass(frozen=True, slots=True)
class MachineType:
    """A machine that is rented or sold under one name: an instance, a server, a rack, a pod of accelerators.

    `provider` is who rents it, "" for a maker's system that many have.
    """

    id: str
    accelerator: str
    accelerators: int
    source: Source
    provider: str = ""
    aliases: tuple[str, ...] = ()
    verified: bool = True
