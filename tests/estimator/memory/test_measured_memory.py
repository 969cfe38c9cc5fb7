"""Memory agrees within a tenth with what Megatron-LM was measured to allocate, layout by layout.

SimuMax publishes the peak of torch.cuda.max_memory_allocated over all ranks on eight B200, for models cut to a few
layers: docs/b200/b200_release_v1.2_summary.md of https://github.com/MooreThreads/SimuMax at 1b8ca90, read 2026-11-27.
bf16, micro-batch 1, ZeRO-1, sequence parallelism, flash attention, no recomputation; what the framework takes beside
its allocations is not in it.
"""

import pytest
from msgspec.structs import replace

from estimator import Request
from estimator.calculation.quantity import Given, Quantity, derivation
from estimator.catalogue.catalogue import Catalogue
from estimator.configuration.counting import parameter_count
from estimator.memory.degrees import Degrees
from estimator.memory.layout import layout_of
from estimator.run.run import Run, run_of
from tests.conftest import TODAY

_GIB = 2**30
_MICRO_BATCHES = 8


def cut(catalogue: Catalogue, model: str, layers: int, length: int, copies: int) -> Run:
    """A run of a model's first layers, of which one is dense where the model has dense ones before its experts."""
    asked = Request(model=model, tokens=1e12, accelerator="b200-sxm", accelerators=8, precision="bf16")
    run = run_of(asked, catalogue, TODAY)
    dense = 1 if run.is_sparse else layers
    shape = replace(
        run.shape.shape,
        layers=layers,
        attention_layers=layers,
        feed_forward_layers=dense,
        expert_layers=layers - dense,
        other_parameters=0,
    )
    return replace(
        run,
        shape=replace(run.shape, shape=shape),
        parameters=Quantity("parameters", parameter_count(shape), Given()),
        sequence_length=Quantity("sequence_length", length, Given()),
        batch_tokens=Quantity("batch_tokens", length * copies * _MICRO_BATCHES, Given()),
    )


@pytest.mark.parametrize(
    ("model", "layers", "length", "degrees", "measured"),
    [
        ("llama-3-70b", 12, 4096, Degrees(pipeline=2, data=4), 66.55),
        ("llama-3-70b", 12, 4096, Degrees(tensor=2, data=4), 60.68),
        ("llama-3-70b", 12, 4096, Degrees(tensor=4, data=2), 39.07),
        ("llama-3-70b", 12, 4096, Degrees(tensor=8), 28.29),
        ("llama-3-70b", 12, 32768, Degrees(tensor=2, context=4), 68.43),
        ("llama-3-70b", 12, 32768, Degrees(context=8), 104.51),
        ("llama-3-70b", 12, 131072, Degrees(tensor=2, context=4), 112.67),
        ("llama-3-70b", 12, 131072, Degrees(context=8), 147.99),
        ("llama-3.1-405b", 4, 4096, Degrees(pipeline=2, data=4), 87.08),
        ("llama-3.1-405b", 4, 4096, Degrees(tensor=2, data=4), 81.59),
        ("llama-3.1-405b", 4, 4096, Degrees(tensor=4, data=2), 52.89),
        ("llama-3.1-405b", 4, 4096, Degrees(tensor=8), 38.57),
        ("llama-3.1-405b", 4, 32768, Degrees(tensor=2, context=4), 87.03),
        ("llama-3.1-405b", 4, 32768, Degrees(context=8), 139.22),
        ("llama-3.1-405b", 4, 131072, Degrees(tensor=2, context=4), 118.13),
        ("deepseek-v2", 4, 4096, Degrees(data=8, expert=8), 45.63),
        ("deepseek-v2", 4, 4096, Degrees(pipeline=2, data=4, expert=4), 44.70),
        ("deepseek-v3", 4, 4096, Degrees(data=8, expert=8), 104.30),
        ("deepseek-v3", 4, 4096, Degrees(pipeline=2, data=4, expert=4), 114.00),
    ],
)
def test_memory_agrees_with_what_was_measured_within_a_tenth(
    catalogue: Catalogue, model: str, layers: int, length: int, degrees: Degrees, measured: float
):
    run = cut(catalogue, model, layers, length, degrees.data)
    found = layout_of(run, replace(degrees, zero=1)).memory
    framework = next(step.value for step in derivation(found) if step.name == "framework_memory")
    assert (found.value - framework) / _GIB == pytest.approx(measured, rel=0.1)
