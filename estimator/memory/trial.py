"""One layout after the other tried on a run: does it fit, and how long is a step?"""

from estimator.calculation.quantity import Assumed, Quantity
from estimator.calculation.recipe import constants
from estimator.equations import activations, exchange, memory, parallelism, placement
from estimator.memory.assumptions import bytes_of_states
from estimator.memory.bandwidth import Bandwidths
from estimator.memory.degrees import Degrees
from estimator.memory.known import forward_repeats, known
from estimator.memory.recipes import memory_recipe, time_recipe
from estimator.request import Recompute
from estimator.run.run import Run

_STATE_BYTES = ("bytes_per_weight", "bytes_per_gradient", "bytes_per_optimizer_state")
_CONSTANTS = constants(vars(module) for module in (placement, memory, activations, parallelism, exchange))


class Trial:
    """A run, with all that does not depend on the layout worked out once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._bandwidths = Bandwidths(run.accelerator)
        found = known(run)
        self._known = found | {
            "step_compute": parallelism.step_compute.of(found["flop_per_token"], run.batch_tokens),
            "usable_memory": memory.usable_memory.of(found["usable_share"], found["memory_capacity"]),
        }
        self._numbers = _CONSTANTS | _values(self._known)
        self._link = self._bandwidths.under(Degrees())["link_bandwidth"].value
        self._chosen: dict[tuple[int, Recompute], dict[str, float]] = {}

    def has_work_for(self, degrees: Degrees) -> bool:
        """Whether a batch has at least one micro-batch for every copy of the model."""
        copies = degrees.data * degrees.micro_batch
        return copies == 1 or copies * self.run.sequence_length.value <= self._numbers["batch_tokens"]

    def least_accelerators(self) -> float:
        """A number below which the states alone cannot fit, however they are shared."""
        choice = self._choice(Degrees(zero=3))
        kept = ("bytes_per_weight",) if self.run.adapts else _STATE_BYTES
        held = sum(choice[name] for name in kept) * self._numbers["parameters"]
        return held / (self._numbers["usable_memory"] - self._numbers["framework_memory"])

    def least_seconds(self, split: Degrees) -> float:
        """A time [s] that no choice comes below: products, tensor-parallel communication, and the pipeline's bubble."""
        known = self._numbers
        tokens = known["sequence_length"] / split.context
        batches = parallelism.micro_batches(known["batch_tokens"], 1, known["sequence_length"], split.data)
        layers = placement.stage_layers(known["layers"], split.pipeline)
        work = parallelism.compute_seconds(known["step_compute"], 0, known["accelerators"], known["matmul_ceiling"])
        work += parallelism.tensor_seconds(batches, layers, tokens, known["width"], split.tensor, 0, self._link)
        return work + parallelism.bubble_seconds(work, split.pipeline, split.virtual_stages, batches)

    def seconds_if_it_fits(self, degrees: Degrees) -> float | None:
        """The time of a step [s], or None when an accelerator's memory does not hold the layout."""
        values = self._memory(degrees)
        if values["memory_per_accelerator"] > values["usable_memory"]:
            return None
        method, sparse = self.run.method, self.run.is_sparse
        given = values | _values(self._bandwidths.under(degrees))
        return time_recipe(degrees, method, sparse=sparse).numbers(given)["step_seconds"]

    def fits(self, degrees: Degrees) -> bool:
        """Whether an accelerator's memory holds the layout."""
        values = self._memory(degrees)
        return values["memory_per_accelerator"] <= values["usable_memory"]

    def _memory(self, degrees: Degrees) -> dict[str, float]:
        given = self._numbers | degrees.counts | self._choice(degrees)
        given["stage_embeddings"] = given["embedding_matrices"] if degrees.pipeline == 1 else 1.0
        return memory_recipe(degrees, self.run.method, sparse=self.run.is_sparse).numbers(given)

    def quantities(self, degrees: Degrees) -> dict[str, Quantity]:
        """Every quantity of memory and time under a layout, with its working, by vocabulary name."""
        reason = Assumed(f"the layout: {degrees}")
        given = self._known | {name: Quantity(name, float(count), reason) for name, count in degrees.counts.items()}
        embeddings = given["embedding_matrices"].value if degrees.pipeline == 1 else 1.0
        given["stage_embeddings"] = Quantity("stage_embeddings", embeddings, reason)
        given |= self._choices(degrees) | self._bandwidths.under(degrees)
        method, sparse = self.run.method, self.run.is_sparse
        found = memory_recipe(degrees, method, sparse=sparse).quantities(given)
        return time_recipe(degrees, method, sparse=sparse).quantities(found)

    def _choices(self, degrees: Degrees) -> dict[str, Quantity]:
        """What ZeRO stage and recomputation bring along."""
        states = bytes_of_states(self.run.precision, self.run.optimizer, self.run.method, degrees.zero)
        return states | {"forward_repeats": forward_repeats(self.run, degrees.recompute)}

    def _choice(self, degrees: Degrees) -> dict[str, float]:
        key = (degrees.zero, degrees.recompute)
        if key not in self._chosen:
            self._chosen[key] = _values(self._choices(degrees))
        return self._chosen[key]


def _values(known: dict[str, Quantity]) -> dict[str, float]:
    return {name: quantity.value for name, quantity in known.items()}
