"""One layout after the other tried on a workload and its accelerators: does it fit, and how long is a step?"""

from estimator.catalogue.entries import Accelerator
from estimator.equations import activations, parallelism, states
from estimator.layouts.assumptions import bytes_of_states, usual_batch
from estimator.layouts.bandwidth import Bandwidths
from estimator.layouts.degrees import Degrees, Recompute
from estimator.layouts.recipes import memory_recipe, time_recipe
from estimator.layouts.workload import Workload
from estimator.quantity import Assumed, Given, Quantity
from estimator.recipe import Recipe, constants

_STATE_BYTES = ("bytes_per_weight", "bytes_per_gradient", "bytes_per_optimizer_state")
_ACCELERATORS_TO_A_SEQUENCE = 8
_CONSTANTS = constants(vars(module) for module in (states, activations, parallelism))


class Trial:
    """A workload on a number of accelerators, with all that does not depend on the layout worked out once."""

    def __init__(self, workload: Workload, accelerator: Accelerator, accelerators: int) -> None:
        self.workload = workload
        self.accelerators = accelerators
        self._bandwidths = Bandwidths(accelerator)
        known = workload.known(accelerator)
        batch = workload.batch_tokens or _batch(workload, accelerators)
        self._known = known | {
            "batch_tokens": batch,
            "step_compute": parallelism.step_compute.of(known["flop_per_token"], batch),
            "usable_memory": states.usable_memory.of(known["usable_share"], known["memory_capacity"]),
            "accelerators": Quantity("accelerators", accelerators, Given()),
        }
        self._numbers = _CONSTANTS | _values(self._known)
        self._chosen: dict[tuple[int, Recompute], dict[str, float]] = {}

    def has_work_for(self, degrees: Degrees) -> bool:
        """Whether a batch has at least one micro-batch for every copy of the model."""
        copies = degrees.data * degrees.micro_batch
        return copies == 1 or copies * self.workload.sequence_length.value <= self._numbers["batch_tokens"]

    def least_accelerators(self) -> float:
        """A number below which the states alone cannot fit, however they are shared."""
        choice = self._choice(Degrees(zero=3))
        kept = ("bytes_per_weight",) if self.workload.adapts else _STATE_BYTES
        held = sum(choice[name] for name in kept) * self._numbers["parameters"]
        return held / (self._numbers["usable_memory"] - self._numbers["framework_memory"])

    def least_seconds(self, split: Degrees) -> float:
        """A time [s] that no choice comes below: a step's products, and the bubble of its pipeline."""
        known = self._numbers
        work = parallelism.compute_seconds(known["step_compute"], 0, self.accelerators, known["matmul_ceiling"])
        batches = parallelism.micro_batches(known["batch_tokens"], 1, known["sequence_length"], split.data)
        return work + parallelism.bubble_seconds(work, split.pipeline, split.virtual_stages, batches)

    def fits(self, degrees: Degrees) -> bool:
        """Whether an accelerator's memory holds the layout."""
        values = self._memory_numbers(degrees)
        return values["memory_per_accelerator"] <= values["usable_memory"]

    def seconds(self, degrees: Degrees) -> float:
        """The time of a step [s]."""
        values = self._memory_numbers(degrees) | _values(self._bandwidths.under(degrees))
        return self._recipes(degrees)[1].numbers(values)["step_seconds"]

    def _memory_numbers(self, degrees: Degrees) -> dict[str, float]:
        given = self._numbers | degrees.counts | self._choice(degrees)
        given["stage_embeddings"] = given["embedding_matrices"] if degrees.pipeline == 1 else 1.0
        return self._recipes(degrees)[0].numbers(given)

    def quantities(self, degrees: Degrees) -> dict[str, Quantity]:
        """Every quantity of memory and time under a layout, with its working, by vocabulary name."""
        reason = Assumed(f"the layout: {degrees}")
        given = self._known | {name: Quantity(name, float(count), reason) for name, count in degrees.counts.items()}
        embeddings = given["embedding_matrices"].value if degrees.pipeline == 1 else 1.0
        given["stage_embeddings"] = Quantity("stage_embeddings", embeddings, reason)
        given |= self._choices(degrees) | self._bandwidths.under(degrees)
        memory, time = self._recipes(degrees)
        return time.quantities(memory.quantities(given))

    def _recipes(self, degrees: Degrees) -> tuple[Recipe, Recipe]:
        method, sparse = self.workload.method, self.workload.is_sparse
        return memory_recipe(degrees, method, sparse=sparse), time_recipe(degrees, method, sparse=sparse)

    def _choices(self, degrees: Degrees) -> dict[str, Quantity]:
        """What ZeRO stage and recomputation bring along."""
        workload = self.workload
        states_bytes = bytes_of_states(workload.precision, workload.optimizer, workload.method, degrees.zero)
        return states_bytes | {"forward_repeats": workload.forward_repeats(degrees.recompute)}

    def _choice(self, degrees: Degrees) -> dict[str, float]:
        key = (degrees.zero, degrees.recompute)
        if key not in self._chosen:
            self._chosen[key] = _values(self._choices(degrees))
        return self._chosen[key]


def _batch(workload: Workload, accelerators: int) -> Quantity:
    """The usual batch, or where that is more, a sequence for every eight accelerators."""
    usual = usual_batch(workload.parameters.value, workload.method)
    sequences = -(-accelerators // _ACCELERATORS_TO_A_SEQUENCE)
    least = sequences * workload.sequence_length.value
    if usual.value >= least:
        return usual
    return Quantity("batch_tokens", least, Assumed("one sequence for every eight accelerators"))


def _values(known: dict[str, Quantity]) -> dict[str, float]:
    return {name: quantity.value for name, quantity in known.items()}
