"""Which equations give a layout's memory and its step time, in order."""

from functools import cache

from estimator.equations import activations, parallelism, states
from estimator.layouts.degrees import Degrees
from estimator.papers import DEFINITION
from estimator.recipe import Step
from estimator.total import Total

_SHARING_WEIGHTS = 3
_SHARING_GRADIENTS = 2
_SHARING_OPTIMIZER = 1


def memory_recipe(degrees: Degrees, method: str, *, sparse: bool) -> tuple[Step, ...]:
    """From degrees to memory_per_accelerator [byte], each part a step."""
    return _memory(
        degrees.zero,
        degrees.recompute == "full",
        degrees.pipeline > 1,
        degrees.virtual_stages > 1,
        method,
        sparse,
    )


def time_recipe(degrees: Degrees, method: str, *, sparse: bool) -> tuple[Step, ...]:
    """From degrees to step_seconds and layout_mfu; run it after the memory recipe, whose steps it uses."""
    return _time(
        degrees.zero == _SHARING_WEIGHTS,
        degrees.tensor > 1,
        sparse and degrees.expert > 1,
        degrees.context > 1,
        degrees.pipeline > 1,
        degrees.data * degrees.context > 1 and (degrees.zero == _SHARING_WEIGHTS or not _is_frozen(method)),
    )


@cache
def _memory(zero: int, full: bool, staged: bool, interleaved: bool, method: str, sparse: bool) -> tuple[Step, ...]:
    steps = (*_parameters(sparse), *_states(zero, method), *_activations(full, staged, interleaved))
    parts = [step.name for step in steps if step.name.endswith("_memory")]
    return (
        *steps,
        Total("memory_per_accelerator", DEFINITION, tuple((part,) for part in (*parts, "framework_memory"))),
    )


def _parameters(sparse: bool) -> tuple[Step, ...]:
    if not sparse:
        return (states.stage_layers, states.device_parameters, states.shard_group, states.shard_parameters)
    both = (("device_dense_parameters",), ("device_expert_parameters",))
    return (
        states.stage_layers,
        states.device_dense_parameters,
        states.device_expert_parameters,
        Total("device_parameters", DEFINITION, both),
        states.shard_group,
        states.expert_shard_group,
        states.sparse_shard_parameters,
    )


def _states(zero: int, method: str) -> tuple[Step, ...]:
    weights: tuple[Step, ...] = (
        (states.shared_weight_memory, states.gathered_memory)
        if zero == _SHARING_WEIGHTS
        else (states.whole_weight_memory,)
    )
    if _is_frozen(method):
        return (*weights, states.adapter_memory)
    return (
        *weights,
        states.shared_gradient_memory if zero >= _SHARING_GRADIENTS else states.whole_gradient_memory,
        states.shared_optimizer_memory if zero >= _SHARING_OPTIMIZER else states.whole_optimizer_memory,
        *((states.reference_memory,) if method == "dpo" else ()),
    )


def _activations(full: bool, staged: bool, interleaved: bool) -> tuple[Step, ...]:
    return (
        activations.device_tokens,
        parallelism.micro_batches,
        activations.interleaved_micro_batches if interleaved else activations.held_micro_batches,
        activations.recomputed_activation_memory if full else activations.activation_memory,
        *(() if staged else (activations.logits_memory,)),
    )


@cache
def _time(shared: bool, tensor: bool, expert: bool, context: bool, staged: bool, exchange: bool) -> tuple[Step, ...]:
    stage: list[Step] = [parallelism.compute_seconds]
    stage += [parallelism.tensor_seconds] if tensor else []
    stage += [parallelism.expert_seconds] if expert else []
    stage += [parallelism.context_seconds] if context else []
    stage_seconds = Total("stage_seconds", DEFINITION, tuple((step.name,) for step in stage))
    waiting: list[Step] = [parallelism.bubble_seconds] if staged else []
    moved = parallelism.gathered_data_seconds if shared else parallelism.data_seconds
    hidden: list[Step] = [moved, parallelism.exposed_seconds] if exchange else []
    last = [step.name for step in (stage_seconds, *waiting, *hidden[1:])]
    step_seconds = Total("step_seconds", DEFINITION, tuple((name,) for name in last))
    return (*stage, stage_seconds, *waiting, *hidden, step_seconds, parallelism.layout_mfu)


def _is_frozen(method: str) -> bool:
    return method in {"lora", "qlora"}
