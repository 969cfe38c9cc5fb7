"""One layout after the other tried on a run: does it fit, and how long is a step?"""

import math
from functools import cached_property

from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.calculation.recipe import constants
from estimator.equations import activations, exchange, memory, parallelism, placement
from estimator.memory.assumptions import bytes_of_states
from estimator.memory.bandwidth import Bandwidths
from estimator.memory.degrees import Degrees
from estimator.memory.given import given_degrees
from estimator.memory.known import (
    Known,
    forward_repeats,
    known_for_memory,
    known_for_time,
    numbers_for_memory,
    quantised_weight,
)
from estimator.memory.recipes import memory_recipe, time_recipe
from estimator.run.run import Run

_GATHERING = 3
# The ZeRO stage from which on each is shared.
_SHARED_FROM = {"bytes_per_optimizer_state": 1, "bytes_per_gradient": 2, "bytes_per_weight": _GATHERING}
_CONSTANTS = constants(vars(module) for module in (placement, memory, activations, parallelism, exchange))


class Trial:
    """A run, with all that does not depend on the layout worked out once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._numbers = _CONSTANTS | numbers_for_memory(run)
        self._by_zero: dict[int, dict[str, float]] = {}

    def has_work_for(self, degrees: Degrees) -> bool:
        """Whether a batch has at least one micro-batch for every copy of the model."""
        copies = degrees.data * degrees.micro_batch
        return copies == 1 or copies * self.run.sequence_length.value <= self._numbers["batch_tokens"]

    def fits(self, degrees: Degrees) -> bool:
        """Whether an accelerator's memory holds the layout, and the host's what waits there."""
        values = self._memory(degrees)
        return values["memory_per_accelerator"] <= values["usable_memory"] and _host_holds(values)

    def memory(self, degrees: Degrees) -> float:
        """What one accelerator holds under a layout [byte]."""
        return self._memory(degrees)["memory_per_accelerator"]

    @property
    def usable_memory(self) -> float:
        """What one accelerator can hold [byte]."""
        return self._numbers["usable_memory"]

    def least_sharing(self, degrees: Degrees) -> float:
        """A number of accelerators below which a split's shared states do not fit; infinite where others do not.

        The degrees are of countless copies, so that the memory they take is what is not shared.
        """
        values = self._memory(degrees)
        left = values["usable_memory"] - values["memory_per_accelerator"]
        if left <= 0:
            return math.inf
        return self._shared(degrees.zero) / (values["memory_capacity"] if degrees.offload else left)

    def least_accelerators(self) -> float:
        """A number below which the states alone cannot fit, however they are shared."""
        return self._shared(_GATHERING) / (self.usable_memory - self._numbers["framework_memory"])

    def least_seconds(self, split: Degrees) -> float:
        """A time [s] that no choice comes below: products, exchange within layers, and the pipeline's bubble."""
        known, speeds = self._all, self._bandwidths.numbers(split)
        tokens = known["sequence_length"] / split.context
        batches = parallelism.micro_batches(known["batch_tokens"], 1, known["sequence_length"], split.data)
        layers = placement.stage_layers(known["layers"], split.pipeline)
        shared = (batches, layers, tokens, known["width"], split.tensor)
        work = parallelism.compute_seconds(known["step_compute"], 0, known["accelerators"], known["matmul_ceiling"])
        work += parallelism.tensor_seconds(*shared, 0, speeds["link_bandwidth"])
        if self.run.is_sparse and split.expert > 1:
            routed = (batches, layers, known["experts_per_token"], tokens, known["width"], split.tensor)
            work += parallelism.expert_seconds(*routed, split.expert, speeds["expert_bandwidth"])
        return work + parallelism.bubble_seconds(work, split.pipeline, split.virtual_stages, batches)

    def seconds_if_it_fits(self, degrees: Degrees) -> float | None:
        """The time of a step [s], or None when an accelerator's memory does not hold the layout."""
        values = self._memory(degrees)
        if values["memory_per_accelerator"] > values["usable_memory"] or not _host_holds(values):
            return None
        given = values | self._timed | self._bandwidths.numbers(degrees)
        given["forward_repeats"] = self._repeats[degrees.recompute]
        return time_recipe(degrees, self.run.method, sparse=self.run.is_sparse).numbers(given)["step_seconds"]

    def quantities(self, degrees: Degrees) -> Known:
        """Every quantity of memory and time under a layout, with its working, by vocabulary name."""
        reason, said = Assumed(f"the layout: {degrees}"), given_degrees(self.run)
        given = self._known | {
            name: Quantity(name, float(count), Given(said[name]) if name in said else reason)
            for name, count in degrees.counts.items()
        }
        embeddings = given["embedding_matrices"].value if degrees.pipeline == 1 else 1.0
        given["stage_embeddings"] = Quantity("stage_embeddings", embeddings, reason)
        given |= self._states(degrees.zero) | self._bandwidths.under(degrees) | known_for_time(self.run)
        given["forward_repeats"] = forward_repeats(self.run, degrees.recompute)
        method, sparse = self.run.method, self.run.is_sparse
        found = memory_recipe(degrees, method, sparse=sparse).quantities(given)
        return time_recipe(degrees, method, sparse=sparse).quantities(found)

    def _memory(self, degrees: Degrees) -> dict[str, float]:
        given = {**self.numbers(degrees.zero), **degrees.counts}
        given["stage_embeddings"] = given["embedding_matrices"] if degrees.pipeline == 1 else 1.0
        return memory_recipe(degrees, self.run.method, sparse=self.run.is_sparse).numbers(given)

    def _shared(self, zero: int) -> float:
        """The states that are shared at a ZeRO stage [byte], over all accelerators."""
        each = self.numbers(zero)
        adapts = self.run.adapts
        names = [name for name, stage in _SHARED_FROM.items() if zero >= stage and (stage == _GATHERING or not adapts)]
        return sum(each[name] for name in names) * self._numbers["parameters"]

    def _states(self, zero: int) -> Known:
        run = self.run
        states = bytes_of_states(run.precision, run.optimizer, zero, pretrains=run.method == "pretrain")
        return states | quantised_weight(self._known) if run.method == "qlora" else states

    def numbers(self, zero: int) -> dict[str, float]:
        """All numbers of memory that hold at a ZeRO stage under any layout."""
        if zero not in self._by_zero:
            self._by_zero[zero] = self._numbers | _values(self._states(zero))
        return self._by_zero[zero]

    @cached_property
    def _known(self) -> Known:
        return known_for_memory(self.run)

    @cached_property
    def _timed(self) -> dict[str, float]:
        return _values(known_for_time(self.run))

    @cached_property
    def _all(self) -> dict[str, float]:
        return self._numbers | self._timed

    @cached_property
    def _bandwidths(self) -> Bandwidths:
        return Bandwidths(self.run.accelerator)

    @cached_property
    def _repeats(self) -> dict[str, float]:
        return {how: forward_repeats(self.run, how).value for how in ("none", "selective", "full")}


def _host_holds(values: dict[str, float]) -> bool:
    """Whether the host holds what waits there: hosts have at least the memory of their accelerators."""
    return values.get("offloaded_weights", 0.0) <= values["memory_capacity"]


def _values(known: Known) -> dict[str, float]:
    return {name: quantity.value for name, quantity in known.items()}
