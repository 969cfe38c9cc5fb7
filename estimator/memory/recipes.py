"""Which equations give a layout's memory and its step time, in order."""

from collections.abc import Mapping
from functools import cache

from estimator.calculation.papers import DEFINITION
from estimator.calculation.recipe import Recipe, Step
from estimator.calculation.total import Total
from estimator.equations import activations, exchange, memory, parallelism, placement
from estimator.memory.degrees import Degrees

# The ZeRO stages from which on the group shares these.
_OPTIMIZER, _GRADIENTS, _WEIGHTS = 1, 2, 3
# a frozen model stays beside the one that learns
_REFERENCES: Mapping[str, tuple[Step, ...]] = {
    "dpo": (memory.reference_memory,),
    "grpo": (memory.reference_memory,),
    "distill": (memory.teacher_memory,),
}
_ADAPTING = frozenset({"lora", "qlora"})


def memory_recipe(degrees: Degrees, method: str, *, sparse: bool) -> Recipe:
    """From degrees to memory_per_accelerator [byte], each part a step."""
    return _memory(degrees.form, method, sparse=sparse)


def time_recipe(degrees: Degrees, method: str, *, sparse: bool) -> Recipe:
    """From degrees to step_seconds and layout_mfu; run it after the memory recipe, whose steps it uses."""
    return _time(degrees.form, method, sparse=sparse)


@cache
def _memory(form: Degrees, method: str, *, sparse: bool) -> Recipe:
    steps = (*_parameters(sparse=sparse), *_states(form, method), *_activations(form))
    parts = [step.name for step in steps if step.name.endswith("_memory")]
    return Recipe(*steps, _sum("memory_per_accelerator", *parts, "framework_memory"))


@cache
def _time(form: Degrees, method: str, *, sparse: bool) -> Recipe:
    stage = (
        parallelism.compute_seconds,
        *((parallelism.tensor_seconds,) if form.tensor > 1 else ()),
        *((parallelism.expert_seconds,) if sparse and form.expert > 1 else ()),
        *((parallelism.context_seconds,) if form.context > 1 else ()),
    )
    stage_seconds = _sum("stage_seconds", *(step.name for step in stage))
    waiting = (parallelism.bubble_seconds,) if form.pipeline > 1 else ()
    moved = _exchange(form, method)
    parts = [step.name for step in (stage_seconds, *waiting, *moved[-1:])]
    return Recipe(*stage, stage_seconds, *waiting, *moved, _sum("step_seconds", *parts), parallelism.layout_mfu)


def _parameters(*, sparse: bool) -> tuple[Step, ...]:
    if not sparse:
        return (placement.stage_layers, placement.device_parameters, placement.shard_group, placement.shard_parameters)
    return (
        placement.stage_layers,
        placement.device_dense_parameters,
        placement.device_expert_parameters,
        _sum("device_parameters", "device_dense_parameters", "device_expert_parameters"),
        placement.shard_group,
        placement.expert_shard_group,
        placement.sparse_shard_parameters,
    )


def _states(form: Degrees, method: str) -> tuple[Step, ...]:
    if form.offload:
        return (memory.offloaded_weights, memory.gathered_memory)
    zero = form.zero
    shared = (memory.shared_weight_memory, memory.gathered_memory)
    weights: tuple[Step, ...] = shared if zero >= _WEIGHTS else (memory.whole_weight_memory,)
    if method in _ADAPTING:
        return (*weights, memory.shared_adapter_memory if zero >= _WEIGHTS else memory.whole_adapter_memory)
    return (
        *weights,
        memory.shared_gradient_memory if zero >= _GRADIENTS else memory.whole_gradient_memory,
        memory.shared_optimizer_memory if zero >= _OPTIMIZER else memory.whole_optimizer_memory,
        *_REFERENCES.get(method, ()),
    )


def _activations(degrees: Degrees) -> tuple[Step, ...]:
    interleaved = degrees.virtual_stages > 1
    return (
        activations.device_tokens,
        parallelism.micro_batches,
        activations.interleaved_micro_batches if interleaved else activations.held_micro_batches,
        _kept(degrees),
        *(() if degrees.pipeline > 1 else (activations.logits_memory,)),
    )


def _kept(degrees: Degrees) -> Step:
    if degrees.recompute == "full":
        return activations.recomputed_activation_memory
    if degrees.sequence_parallel:
        return activations.activation_memory
    return activations.activation_memory_without_sequence_parallel


def _exchange(degrees: Degrees, method: str) -> tuple[Step, ...]:
    if degrees.data * degrees.context == 1:
        return ()
    if degrees.zero >= _WEIGHTS:
        return (exchange.gathered_data_seconds, exchange.exposed_seconds)
    return () if method in _ADAPTING else (exchange.data_seconds, exchange.exposed_seconds)


def _sum(name: str, *parts: str) -> Total:
    return Total(name, tuple((part,) for part in parts), DEFINITION)
