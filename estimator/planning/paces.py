"""The accelerator-hours of one run on many numbers of accelerators at once."""

import datetime
from dataclasses import dataclass, replace

import numpy as np

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


@dataclass(frozen=True, slots=True)
class Paces:
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

    def hours(self, counts: Array, recompute: Recompute) -> Array:
        """Accelerator-hours on each number of accelerators with a recomputation, whether they hold the run or not."""
        run = replace(self.run, recompute=recompute)
        mfu = mfu_of_many(run, self.compute, counts.astype(float), self._batches(counts), self.catalogue)
        achieved = on_arrays(throughput.achieved_throughput.function)(run.peak_throughput.value, mfu)
        sampled = sampling_hours(run)
        beside = sampled.value if sampled else 0.0
        if goodput := run.request.goodput:
            formula = on_arrays(throughput.accelerator_hours_with_goodput.function)
            return np.asarray(formula(self.compute.value, achieved, goodput)) + beside
        return np.asarray(on_arrays(throughput.accelerator_hours.function)(self.compute.value, achieved)) + beside

    def held_hours(self, counts: Array) -> Array:
        """Accelerator-hours on each number of accelerators, recomputing where needed; infinite where it is not held."""
        efforts = efforts_of_many(self.run, counts, self._batches(counts))
        found = np.full(counts.shape, np.inf)
        for place, effort in enumerate(space_of(self.run).efforts):
            held = efforts == place
            if held.any():
                found[held] = self.hours(counts[held], effort.recompute)
        return found

    def _batches(self, counts: Array) -> Array:
        """The batch [token] on each number of accelerators."""
        alone = self.run.on(1, _TRIED)
        batch, length = alone.batch_tokens, alone.sequence_length.value
        if isinstance(batch.origin, Given):
            return np.full(counts.shape, batch.value)
        return np.asarray(on_arrays(tokens_for_all)(batch.value, length, counts.astype(float)))
