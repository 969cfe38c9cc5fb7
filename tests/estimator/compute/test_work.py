"""Exact compute agrees with Megatron-LM's own count, and moves as the formulas say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from estimator.ask import ask
from estimator.calculation.quantity import Given, Quantity, Source, derivation
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.shape import Shape
from estimator.compute.work import bare_compute, exact_compute, hardware_compute
from estimator.run.described import DescribedShape
from estimator.run.usual_adapter import usual_adapter
from estimator.run.usual_shape import usual_shape

CONFIG = Source("the model's config.json")


def decoder(
    layers: int, width: int, heads: int, kv_heads: int, inner: int, vocabulary: int, *, matrices: int = 3
) -> Shape:
    return Shape(
        layers=layers,
        width=width,
        vocabulary=vocabulary,
        attention_layers=layers,
        heads=heads,
        kv_heads=kv_heads,
        head_size=width // heads,
        feed_forward_layers=layers,
        feed_forward_width=inner,
        feed_forward_matrices=matrices,
    )


LLAMA_2_7B = decoder(32, 4096, 32, 32, 11008, 32000)
LLAMA_2_70B = decoder(80, 8192, 64, 8, 28672, 32000)
LLAMA_3_405B = decoder(126, 16384, 128, 8, 53248, 128256)
GPT_3 = decoder(96, 12288, 96, 96, 49152, 50257, matrices=2)
DEEPSEEK_V3 = Shape(
    layers=61,
    width=7168,
    vocabulary=129280,
    attention_layers=61,
    heads=128,
    query_rank=1536,
    kv_rank=512,
    nope_size=128,
    rope_size=64,
    value_size=128,
    feed_forward_layers=3,
    feed_forward_width=18432,
    expert_layers=58,
    experts=256,
    experts_per_token=8,
    expert_width=2048,
    shared_width=2048,
    prediction_layers=1,
)
HYBRID = Shape(
    layers=48,
    width=2048,
    vocabulary=151936,
    attention_layers=12,
    heads=16,
    kv_heads=2,
    head_size=256,
    feed_forward_layers=48,
    feed_forward_width=5120,
    linear_layers=36,
    linear_kind="gated_delta",
    linear_inner=4096,
    linear_state=128,
    linear_heads=32,
    linear_groups=16,
    linear_convolution=4,
)


def said(name: str, value: float) -> Quantity:
    return Quantity(name, value, Given())


def compute(shape: Shape, tokens: float = 1e12, length: float = 4096, *, predictions: bool = False) -> Quantity:
    described = replace(DescribedShape.of(shape, CONFIG), predictions=predictions)
    return exact_compute(described, said("tokens", tokens), said("sequence_length", length))


@pytest.mark.parametrize(
    ("shape", "tokens", "length", "megatron"),
    [
        (LLAMA_2_7B, 2e12, 4096, 8.573e22),
        (LLAMA_2_70B, 2e12, 4096, 8.568e23),
        (LLAMA_3_405B, 15.6e12, 8192, 3.937e25),
        (GPT_3, 300e9, 2048, 3.186e23),
        (DEEPSEEK_V3, 14.8e12, 4096, 3.697e24),
    ],
    ids=["Llama 2 7B", "Llama 2 70B", "Llama 3.1 405B", "GPT-3", "DeepSeek-V3"],
)
def test_the_count_agrees_with_megatron(shape: Shape, tokens: float, length: float, megatron: float):
    # Megatron-LM's num_floating_point_operations, causal; it leaves the router out (0.24 % of DeepSeek-V3)
    assert compute(shape, tokens, length).value == pytest.approx(megatron, rel=0.005)


def test_a_prediction_module_counts_as_a_layer_a_projection_and_a_head():
    assert compute(DEEPSEEK_V3, 14.8e12, predictions=True).value == pytest.approx(3.848e24, rel=0.005)


def test_every_step_is_there_once_and_names_the_source_of_the_shape():
    steps = {step.name: step for step in derivation(compute(LLAMA_2_70B))}
    assert steps["width"].origin.source == CONFIG
    assert steps["matrix_parameters"].origin.formula == "L_a × N_att + L_f × N_ff + V × h"


def test_the_matrices_of_llama_2_7b_are_its_parameters_less_embedding_and_norms():
    steps = {step.name: step.value for step in derivation(compute(LLAMA_2_7B))}
    assert steps["matrix_parameters"] == 6_738_415_616 - 32000 * 4096 - 65 * 4096


def test_matrices_beside_the_layers_are_multiplied_and_the_other_weights_are_not():
    more = compute(replace(LLAMA_2_7B, other_matrices=1_000_000, other_parameters=5_000_000)).value
    assert more - compute(LLAMA_2_7B).value == pytest.approx(6 * 1e6 * 1e12, rel=1e-6)


def test_the_matrices_of_compressed_attention_are_those_of_deepseek_v4_flash():
    # q_a 1024 x 4096, q_b 32768 x 1024, kv 512 x 4096, o_a 8192 x 4096, o_b 4096 x 8192
    attention = Shape(
        layers=1,
        width=4096,
        vocabulary=1,
        attention_layers=1,
        heads=64,
        kv_heads=1,
        head_size=512,
        query_rank=1024,
        output_rank=1024,
        output_groups=8,
    )
    steps = {step.name: step.value for step in derivation(compute(attention))}
    assert steps["attention_parameters"] == 1024 * 4096 + 32768 * 1024 + 512 * 4096 + 8192 * 4096 + 4096 * 8192


@given(factor=st.floats(min_value=1.1, max_value=100))
def test_compute_is_proportional_to_tokens(factor: float):
    assert compute(LLAMA_2_7B, 1e9 * factor).value == pytest.approx(compute(LLAMA_2_7B, 1e9).value * factor)


def test_a_tied_head_is_computed_all_the_same():
    assert compute(replace(LLAMA_2_7B, tied_embeddings=True)).value == compute(LLAMA_2_7B).value


def test_a_window_as_long_as_the_sequence_changes_nothing_and_a_short_one_saves():
    windowed = replace(LLAMA_2_7B, window_layers=32, window=4096)
    assert compute(windowed, length=4096).value == compute(LLAMA_2_7B, length=4096).value
    assert compute(windowed, length=4096.001).value == pytest.approx(compute(LLAMA_2_7B, length=4096.001).value)
    assert compute(windowed, length=65536).value < 0.6 * compute(LLAMA_2_7B, length=65536).value


def test_linear_layers_cost_the_same_at_any_length():
    only_linear = replace(HYBRID, attention_layers=0, linear_layers=48)
    assert compute(only_linear, length=131072).value == compute(only_linear, length=4096).value
    assert compute(HYBRID, length=131072).value > compute(HYBRID, length=4096).value


@pytest.mark.parametrize("kind", ["mamba1", "mamba2", "gated_delta", "lightning", "kimi_delta"])
def test_every_kind_of_linear_layer_costs_at_least_six_flop_for_each_of_its_weights(kind: str):
    steps = {step.name: step.value for step in derivation(compute(replace(HYBRID, linear_kind=kind)))}
    assert steps["flop_per_token"] > 6 * steps["matrix_parameters"]
    assert steps["linear_parameters"] > 3 * 2048 * 4096


@pytest.mark.parametrize(
    ("shape", "trainable"),
    [
        # what PEFT prints as trainable parameters for rank 16 beside q, k, v, o, gate, up and down
        (LLAMA_2_7B, 39_976_960),
        (decoder(32, 4096, 32, 8, 14336, 32000), 41_943_040),
        # 16 × 80 × (2 × (8192 + 8192) + 2 × (8192 + 1024) + 3 × (8192 + 28672))
        (LLAMA_2_70B, 207_093_760),
    ],
    ids=["Llama 2 7B", "Mistral 7B", "Llama 2 70B"],
)
def test_adapters_of_a_plain_decoder_are_counted_by_the_sides_of_its_matrices(shape: Shape, trainable: int):
    # a share of these weights, as other shapes take, would give a tenth of it or less
    few = said("active_parameters", 1e9)
    assert usual_adapter(DescribedShape.of(shape, CONFIG), few).value == trainable


def test_adapters_save_a_third_of_the_weights_work_and_nothing_of_attention():
    described = DescribedShape.of(LLAMA_2_70B, CONFIG)
    adapter = usual_adapter(described, said("active_parameters", 1e9))
    tokens, length = said("tokens", 1e9), said("sequence_length", 4096)
    full = exact_compute(described, tokens, length)
    adapted = exact_compute(described, tokens, length, method="lora", beside=adapter)
    assert adapted.value / full.value == pytest.approx(2 / 3, abs=0.02)


def test_preference_training_adds_one_forward_pass_of_the_reference():
    described = DescribedShape.of(LLAMA_2_7B, CONFIG)
    tokens, length = said("tokens", 1e9), said("sequence_length", 4096)
    dpo = exact_compute(described, tokens, length, method="dpo")
    assert dpo.value == pytest.approx(exact_compute(described, tokens, length).value * 4 / 3)


def test_a_teacher_costs_its_forward_pass():
    described = DescribedShape.of(LLAMA_2_7B, CONFIG)
    tokens, length = said("tokens", 1e9), said("sequence_length", 4096)
    taught = exact_compute(described, tokens, length, method="distill", beside=said("reference_parameters", 70e9))
    assert taught.value - exact_compute(described, tokens, length).value == pytest.approx(2 * 70e9 * 1e9)


def test_full_recomputation_repeats_the_layers_forward_pass():
    described = DescribedShape.of(LLAMA_2_7B, CONFIG)
    training = compute(LLAMA_2_7B)
    head = 2 * 32000 * 4096 * 1e12
    repeated = hardware_compute(training, described, "full").value - training.value
    assert repeated == pytest.approx(training.value / 3 - head)


def test_selective_recomputation_repeats_the_attention_core():
    training = compute(LLAMA_2_7B)
    repeated = hardware_compute(training, DescribedShape.of(LLAMA_2_7B, CONFIG), "selective").value - training.value
    assert repeated == pytest.approx(2 * 4096 * 4096 * 32 * 1e12)


def test_a_bare_count_with_a_long_sequence_takes_the_usual_shapes_attention():
    parameters, tokens = said("active_parameters", 70e9), said("tokens", 1e12)
    short, long = (
        bare_compute(parameters, tokens, said("sequence_length", length), usual_shape(70e9)).value
        for length in (4096, 131072)
    )
    assert short == pytest.approx(6 * 70e9 * 1e12, rel=0.05)
    assert long / short > 1.5
    reached = hardware_compute(
        bare_compute(parameters, tokens, said("sequence_length", 4096), usual_shape(70e9)), None, "full"
    )
    assert reached.value == pytest.approx(short * 4 / 3)


@pytest.mark.parametrize("model", ["llama-2-7b", "deepseek-v3"])
def test_adapters_of_twice_the_rank_are_twice_as_large(catalogue: Catalogue, model: str):
    usual, twice = (
        ask(f"{model} 20M 64xh100 lora {rank}", catalogue, datetime.date(2026, 11, 24)).run.adapter_parameters
        for rank in ("", "r=32")
    )
    assert usual is not None
    assert twice is not None
    assert twice.value == pytest.approx(2 * usual.value)
