"""The accelerator-hours of one run on many numbers of accelerators at once."""

import datetime

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.arrays import Array, on_arrays
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.sampling import sampling_hours
from estimator.compute.training import training_compute
from estimator.equations import throughput
from estimator.memory.candidates import space_of
from estimator.memory.given import fixed, in_whole_copies
from estimator.memory.many import efforts_of_many
from estimator.planning.fleets import fleet_sizes
from estimator.request import Recompute, Request
from estimator.run.run import Run, run_of
from estimator.run.usual import tokens_for_all
from estimator.utilization.many import mfu_of_many

_TRIED = "a number of accelerators that is tried"


class Paces(Struct, frozen=True):
    """A run on many numbers of accelerators, whose hours follow from the recomputation."""

    run: Run
    compute: Quantity
    catalogue: Catalogue

    @classmethod
    def of(cls, request: Request, catalogue: Catalogue, as_of: datetime.date) -> "Paces":
        """The run of a request that leaves its accelerators open. Raises RequestError for what cannot be answered."""
        run = in_whole_copies(run_of(request, catalogue, as_of))
        return cls(run, training_compute(run), catalogue)

    def sizes(self, most: int) -> Array:
        """The numbers of accelerators to try, whole copies of a given layout: the one that was said, or up to most."""
        said, unit = self.run.request.accelerators, fixed(self.run).unit
        sizes = (said,) if said else fleet_sizes(self.run.accelerator.node_size, most)
        return np.array([size for size in sizes if size % unit == 0], dtype=np.int64)

    def mfu(self, counts: Array, recompute: Recompute) -> Array:
        """The MFU on each number of accelerators with a recomputation, whether they hold the run or not."""
        run = replace(self.run, recompute=recompute)
        return mfu_of_many(run, self.compute, counts.astype(float), self._batches(counts), self.catalogue)

    def hours(self, mfu: Array) -> Array:
        """Accelerator-hours at each MFU, with those that samples take beside the training."""
        achieved = on_arrays(throughput.achieved_throughput.function)(self.run.peak_throughput.value, mfu)
        sampled = sampling_hours(self.run)
        beside = sampled.value if sampled else 0.0
        if goodput := self.run.request.goodput:
            formula = on_arrays(throughput.accelerator_hours_with_goodput.function)
            return np.asarray(formula(self.compute.value, achieved, goodput)) + beside
        return np.asarray(on_arrays(throughput.accelerator_hours.function)(self.compute.value, achieved)) + beside

    def held_mfu(self, counts: Array, hoped: Array | None = None) -> tuple[Array, Array]:
        """The MFU on each number of accelerators, recomputing where needed, and whether they hold the run.

        `hoped` is the MFU where nothing is recomputed, as far as that is known. What is not held recomputes all.
        """
        efforts = efforts_of_many(self.run, counts, self._batches(counts))
        ways = [effort.recompute for effort in space_of(self.run).efforts]
        found = np.empty(counts.shape)
        taken = np.array([ways.index(way) for way in ways])[efforts]
        for place, way in enumerate(ways):
            alike = taken == place
            if hoped is not None and not place:
                found[alike] = hoped[alike]
            elif alike.any():
                found[alike] = self.mfu(counts[alike], way)
        return found, efforts >= 0

    def _batches(self, counts: Array) -> Array:
        """The batch [token] on each number of accelerators."""
        alone = self.run.on(1, _TRIED)
        batch, length = alone.batch_tokens, alone.sequence_length.value
        if isinstance(batch.origin, Given):
            return np.full(counts.shape, batch.value)
        return np.asarray(on_arrays(tokens_for_all)(batch.value, length, counts.astype(float)))
