"""What fits where: memory agrees with Megatron's own figure, and the search finds what people run."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from estimator.calculation.quantity import Given, Quantity, Source, derivation
from estimator.catalogue.entries import Accelerator, Figure
from estimator.catalogue.shape import Shape
from estimator.memory.degrees import Degrees
from estimator.memory.fit import fit
from estimator.memory.layout import best_layout, layout_of, smallest_layout
from estimator.memory.trial import Trial
from estimator.request import Request
from estimator.run.described import DescribedShape
from estimator.run.run import Run
from estimator.run.usual import batch_tokens
from estimator.run.usual_adapter import usual_adapter
from estimator.run.usual_shape import usual_shape, usual_sparse_shape

SHEET = Source("data sheet")
CONFIG = Source("config.json")
GIB = 2**30


def device(name: str, peak: float, memory: float, *, link: float | None, domain: int = 8) -> Accelerator:
    return Accelerator(
        id=name,
        name=name.upper(),
        vendor="NVIDIA",
        architecture="",
        year=2022,
        form="SXM",
        aliases=(),
        bare_names=(),
        peak={"bf16": Figure(peak, SHEET)},
        sparse_peak={},
        memory=Figure(memory, SHEET),
        memory_bandwidth=None,
        board_power=None,
        matmul_ceiling={},
        link_bandwidth=Figure(link, SHEET) if link else None,
        link_domain=domain,
        network_bandwidth=Figure(50e9, SHEET) if link else None,
        node_size=8,
        slice_unit="",
        cores_per_chip=1,
    )


A100 = device("a100", 312e12, 80e9, link=600e9)
H100 = device("h100", 989e12, 80e9, link=900e9)
CONSUMER = device("rtx4090", 165e12, 24e9, link=None, domain=1)

LLAMA_2_7B = Shape(
    layers=32,
    width=4096,
    vocabulary=32000,
    attention_layers=32,
    heads=32,
    kv_heads=32,
    head_size=128,
    feed_forward_layers=32,
    feed_forward_width=11008,
)
LLAMA_2_70B = replace(
    LLAMA_2_7B,
    layers=80,
    width=8192,
    attention_layers=80,
    heads=64,
    kv_heads=8,
    feed_forward_layers=80,
    feed_forward_width=28672,
)


def said(name: str, value: float) -> Quantity:
    return Quantity(name, value, Given())


def run(
    shape: DescribedShape, parameters: float, accelerator: Accelerator = H100, count: int = 8, **more: object
) -> Run:
    """A pre-training run of a shape in 4k sequences on 2T tokens, with the usual batch unless more is said."""
    request = Request(parameters=parameters, tokens=2e12)
    made = Run(
        request=request,
        as_of=datetime.date(2026, 11, 24),
        model=None,
        shape=shape,
        is_counted=True,
        parameters=said("parameters", parameters),
        active_parameters=None,
        passed_parameters=said("active_parameters", parameters),
        tokens=said("tokens", 2e12),
        sequence_length=said("sequence_length", 4096),
        batch_tokens=batch_tokens(request, parameters, 2e12, 4096, count),
        accelerator=accelerator,
        precision="bf16",
        peak_throughput=accelerator.peak["bf16"].quantity("peak_throughput"),
        accelerators=said("accelerators", count),
        method="pretrain",
        optimizer="adam",
        adapter_parameters=None,
        recompute=None,
    )
    return replace(made, **more)


def adapting(described: Run, method: str) -> Run:
    return replace(
        described,
        method=method,
        adapter_parameters=usual_adapter(described.shape, said("active_parameters", described.parameters.value)),
    )


def on(described: Run, accelerator: Accelerator, count: int = 8) -> Run:
    peak = accelerator.peak["bf16"].quantity("peak_throughput")
    moved = replace(described, accelerator=accelerator, peak_throughput=peak)
    return replace(moved.on(count, "tried"), accelerators=said("accelerators", count))


SEVEN_SHAPE = DescribedShape.of(LLAMA_2_7B, CONFIG)
SEVEN = run(SEVEN_SHAPE, 6.738e9)
SEVENTY = run(DescribedShape.of(LLAMA_2_70B, CONFIG), 68.98e9)


def parts(quantity: Quantity) -> dict[str, float]:
    return {step.name: step.value / GIB for step in derivation(quantity) if step.term.unit == "byte"}


def test_memory_agrees_with_megatron_within_a_tenth():
    # Megatron-LM's theoretical_memory_usage for Llama 2 70B, TP 8, PP 4, 2048 devices, distributed optimizer,
    # micro-batch 1, s = 4096: 22.5 GiB, of which 12.5 states and 10.0 activations
    found = parts(layout_of(on(SEVENTY, A100), Degrees(tensor=8, pipeline=4, data=64, zero=1)).memory)
    states = found["weight_memory"] + found["gradient_memory"] + found["optimizer_memory"]
    assert states == pytest.approx(12.5, rel=0.01)
    assert found["activation_memory"] == pytest.approx(10.0, rel=0.1)
    assert states + found["activation_memory"] == pytest.approx(22.5, rel=0.1)


def test_a_plain_layer_keeps_32_bytes_for_each_feature_of_a_token():
    # Korthikanti et al. count 34 with two dropout masks of a byte each
    plain = replace(LLAMA_2_7B, feed_forward_matrices=2, feed_forward_width=4 * 4096)
    found = parts(layout_of(on(run(DescribedShape.of(plain, CONFIG), 6.7e9), A100), Degrees()).memory)
    assert found["activation_memory"] * GIB == pytest.approx(32 * 4096 * 4096 * 32)


def test_without_sequence_parallelism_a_quarter_of_the_activations_stays_whole():
    plain = run(
        DescribedShape.of(replace(LLAMA_2_7B, feed_forward_matrices=2, feed_forward_width=4 * 4096), CONFIG), 6.7e9
    )
    whole, split = (
        parts(layout_of(on(plain, A100), Degrees(tensor=8, sequence_parallel=choice)).memory)["activation_memory"]
        for choice in (False, True)
    )
    assert whole / split == pytest.approx((8 + 24 / 8) / (32 / 8))


@pytest.mark.parametrize(("zero", "bytes_for_each"), [(0, 18), (1, 6 + 12 / 64), (2, 2 + 14 / 64), (3, 16 / 64)])
def test_states_take_the_bytes_of_their_zero_stage(zero: int, bytes_for_each: float):
    found = parts(layout_of(on(SEVEN, H100), Degrees(data=64, zero=zero)).memory)
    states = sum(found[name] for name in ("weight_memory", "gradient_memory", "optimizer_memory"))
    assert states * GIB == pytest.approx(bytes_for_each * 6.738e9)


@pytest.mark.parametrize(
    ("optimizer", "bytes_for_each"),
    [("adam", 12), ("adam-8bit", 2), ("paged-adam-8bit", 0), ("adafactor", 4), ("muon", 8), ("sgd", 8)],
)
def test_an_optimizer_keeps_its_states(optimizer: str, bytes_for_each: float):
    found = parts(layout_of(on(replace(SEVEN, optimizer=optimizer), H100), Degrees()).memory)
    assert found["optimizer_memory"] * GIB == pytest.approx(bytes_for_each * 6.738e9)


@pytest.mark.parametrize(("optimizer", "bytes_for_each"), [("adam", 16), ("adam-8bit", 10), ("paged-adam-8bit", 8)])
@pytest.mark.parametrize(("zero", "share"), [(1, 1), (3, 1 / 4)])
def test_an_adapter_keeps_weight_gradient_and_moments(optimizer: str, bytes_for_each: float, zero: int, share: float):
    adapted = replace(adapting(SEVEN, "lora"), optimizer=optimizer)
    found = parts(layout_of(on(adapted, H100), Degrees(data=4, zero=zero)).memory)
    assert found["adapter_memory"] * GIB == pytest.approx(bytes_for_each * 39_976_960 * share)


def test_full_recomputation_keeps_the_input_of_each_layer_and_one_layer():
    found = parts(layout_of(on(SEVEN, H100), Degrees(recompute="full")).memory)
    one_layer = 2 * 4096 * (4 * 4096 + 4 * 4096 + 3 * 11008)
    assert found["activation_memory"] * GIB == pytest.approx(2 * 4096 * 4096 * 32 + one_layer)


def test_the_first_stage_keeps_a_micro_batch_for_each_stage():
    alone, staged = (
        parts(layout_of(on(SEVENTY, H100), degrees).memory)["activation_memory"]
        for degrees in (Degrees(tensor=8), Degrees(tensor=8, pipeline=8))
    )
    assert staged == pytest.approx(alone)


def test_seven_billion_do_not_train_on_one_80_gb_device_but_adapters_and_8_bits_do():
    assert best_layout(on(SEVEN, H100, 1)) is None  # 16 bytes each are 108 GB
    assert best_layout(on(adapting(SEVEN, "lora"), H100, 1)) is not None
    assert best_layout(on(replace(SEVEN, method="finetune", optimizer="adam-8bit"), H100, 1)) is not None


def test_quantised_adapters_of_70b_fit_one_80_gb_device():
    # Dettmers et al. 2023 train 65B adapters on one 48 GB device
    found = smallest_layout(on(adapting(SEVENTY, "qlora"), H100))
    assert found is not None
    assert found.accelerators == 1


def test_adapters_of_7b_fit_a_24_gb_device():
    assert best_layout(on(adapting(SEVEN, "lora"), CONSUMER, 1)) is not None


def test_seventy_billion_need_two_or_three_nodes():
    found = fit(on(SEVENTY, A100, 8))
    assert found.layout is None
    assert found.needs_at_least in (16, 24, 32)
    assert found.sentence("Llama 2 70B").startswith("Llama 2 70B needs at least 24 × A100, and 8 cannot hold it.")


def test_what_fits_says_how_it_runs():
    found = fit(on(SEVENTY, A100, 2048))
    assert found.layout is not None
    assert found.layout.accelerators == 2048
    assert "on 2,048 it runs as TP " in found.sentence("Llama 2 70B")


@settings(max_examples=40, deadline=None)
@given(accelerators=st.integers(min_value=24, max_value=20_000))
def test_a_layout_uses_every_accelerator_and_stays_within_memory(accelerators: int):
    found = best_layout(on(SEVEN, H100, accelerators))
    assert found is not None
    assert found.accelerators == accelerators
    assert found.memory.value <= 0.94 * 80e9
    assert 0 < found.mfu.value < 1


@pytest.mark.parametrize("accelerators", [100, 1000, 16384])
def test_odd_and_large_counts_have_a_layout(accelerators: int):
    assert best_layout(on(SEVENTY, H100, accelerators)) is not None


def test_the_search_is_deterministic():
    assert best_layout(on(SEVENTY, H100, 512)) == best_layout(on(SEVENTY, H100, 512))


def test_the_layout_shown_is_the_layout_that_was_tried():
    found = best_layout(on(SEVENTY, H100, 512))
    assert found is not None
    assert found == layout_of(on(SEVENTY, H100, 512), found.degrees)


def test_more_memory_never_needs_more_accelerators():
    larger = replace(H100, memory=Figure(141e9, SHEET))
    small, large = smallest_layout(on(SEVENTY, H100)), smallest_layout(on(SEVENTY, larger))
    assert small is not None
    assert large is not None
    assert large.accelerators <= small.accelerators


def test_a_longer_sequence_takes_more_memory():
    short, long = (
        layout_of(on(replace(SEVEN, sequence_length=said("sequence_length", length)), H100), Degrees()).memory.value
        for length in (4096, 8192)
    )
    assert long > short


def test_recomputation_that_was_asked_for_is_done():
    found = best_layout(on(replace(SEVEN, recompute="full"), H100, 64))
    assert found is not None
    assert found.degrees.recompute == "full"


def test_a_mixture_spreads_its_experts():
    shape = usual_sparse_shape(671e9, 37e9)
    found = best_layout(run(shape, 671e9, count=2048))
    assert found is not None
    assert found.degrees.expert > 1
    assert "expert_shard_group" in {step.name for step in derivation(found.memory)}


def test_a_bare_count_takes_the_usual_shape():
    found = smallest_layout(run(usual_shape(70e9), 70e9))
    assert found is not None
    assert found.accelerators == 24


def test_the_search_and_the_answer_compute_the_same_numbers():
    trial = Trial(on(SEVENTY, H100, 512))
    degrees = Degrees(tensor=4, pipeline=8, virtual_stages=2, data=16, zero=1)
    assert trial.seconds_if_it_fits(degrees) == layout_of(on(SEVENTY, H100), degrees).step_seconds.value


def test_communication_and_bubble_slow_a_step():
    plain, staged = (
        layout_of(replace(on(SEVENTY, H100, 64), batch_tokens=said("batch_tokens", 2**22)), degrees)
        for degrees in (Degrees(data=64, zero=3, micro_batch=4), Degrees(tensor=8, pipeline=8, zero=0))
    )
    assert "bubble_seconds" not in {step.name for step in derivation(plain.step_seconds)}
    steps = {step.name: step.value for step in derivation(staged.step_seconds)}
    # 1,024 sequences of 4k in 4M tokens, 8 stages: 7 micro-batches' time of 1,024
    assert steps["bubble_seconds"] / steps["stage_seconds"] == pytest.approx(7 / 1024)
    # four all-reduces of 2 bytes · 4096 tokens · 8192 features for each of 10 layers, ring of 8 at 450 GB/s
    volume = 4 * 2 * 7 / 8 * 2 * 4096 * 8192
    assert steps["tensor_seconds"] == pytest.approx(1024 * 10 * volume / 450e9)


@pytest.mark.parametrize(
    ("sequences", "copies", "micro_batch", "has_work"),
    [(4, 4, 1, True), (4, 8, 1, False), (4, 2, 2, True), (4, 4, 2, False), (4, 1, 8, False), (0.5, 1, 1, True)],
)
def test_a_batch_has_work_for_as_many_copies_as_it_has_micro_batches(
    sequences: float, copies: int, micro_batch: int, has_work: bool
):
    described = replace(SEVENTY, batch_tokens=said("batch_tokens", sequences * 4096))
    assert Trial(described).has_work_for(Degrees(data=copies, micro_batch=micro_batch)) is has_work
