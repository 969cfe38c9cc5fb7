"""Every model of the catalogue: its shape gives the total that is published, and its names find it."""

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.catalogue.loading import load_catalogue
from estimator.configuration.counting import active_parameter_count, parameter_count, prediction_parameter_count

MODELS = load_catalogue().models

# Totals and active parameters in billions as the makers state them, to the digits that they give.
STATED = {
    "gpt2-xl": (1.558, None),
    "gpt-3-175b": (174.6, None),
    "palm-540b": (540.35, None),
    "gopher-280b": (280, None),
    "mt-nlg-530b": (530, None),
    "bloom-176b": (176.247, None),
    "llama-65b": (65.2, None),
    "llama-2-70b": (68.98, None),
    "llama-3.1-405b": (405, None),
    "llama-4-maverick": (400, 17),
    "mixtral-8x22b": (141, 39),
    "qwen2.5-72b": (72.7, None),
    "qwen3-235b-a22b": (235, 22),
    "qwen3-next-80b-a3b": (80, None),
    "deepseek-v2": (236, 21),
    "deepseek-v3": (671, 37),
    "gemma-2-27b": (27.23, None),
    "phi-3.5-moe": (42, 6.6),
    "olmoe-1b-7b": (6.9, 1.3),
    "dbrx-132b": (132, 36),
    "grok-1": (314, None),
    "arctic-480b": (480, 17),
    "jamba-1.5-large": (398, 94),
    "mamba-codestral-7b": (7.285, None),
    "nemotron-h-56b": (56, None),
    "nemotron-3-nano-30b-a3b": (31.6, 3.6),
    "minimax-01": (456, 45.9),
    "glm-5": (744, 40),
    "gpt-oss-120b": (116.83, None),
    "dots-llm1": (142, 14),
    "ling-lite-16.8b": (16.8, 2.75),
    "deepseek-v4-pro": (1573, 49),
    "deepseek-v4-flash": (284, 13),
    "k-exaone-236b-a23b": (236.6, 23),
    "mimo-v2-flash": (309, 15),
    "gemma-3-270m": (0.268, None),
    "lfm2-1.2b": (1.17, None),
    "falcon-h1-7b": (7.59, None),
    "rwkv-7-2.9b": (2.95, None),
    "bert-base": (0.110, None),
}
# The names that people type, and what they mean.
NAMES = {
    "llama 3.1 70b": "llama-3.1-70b",
    "meta-llama/Llama-3.1-70B": "llama-3.1-70b",
    "Llama-3.1-70B-Instruct": "llama-3.1-70b",
    "meta-llama/Llama-2-70b-hf": "llama-2-70b",
    "llama2 70b": "llama-2-70b",
    "deepseek v3": "deepseek-v3",
    "DeepSeek-V3-0324": "deepseek-v3",
    "gpt-3": "gpt-3-175b",
    "Qwen/Qwen3-30B-A3B-Instruct-2507": "qwen3-30b-a3b",
    "mixtral": "mixtral-8x7b",
    "google/gemma-3-27b-it": "gemma-3-27b",
    "openai/gpt-oss-120b": "gpt-oss-120b",
    "command r+": "command-r-plus-104b",
    "chinchilla": "chinchilla-70b",
    "olmo 3": "olmo-3-32b",
    "moonlight": "moonlight-16b-a3b",
    "mistral small 3.2": "mistral-small-24b",
    "gemma 1.1 7b": "gemma-7b",
    "granite 3.3 8b": "granite-3.0-8b",
    "jamba mini": "jamba-1.5-mini",
    "hunyuan 7b": "hunyuan-7b",
    "marin 32b": "marin-32b",
    "minimax m1": "minimax-m1",
    "deepseek v4 flash": "deepseek-v4-flash",
    "deepseek-ai/DeepSeek-V4-Pro": "deepseek-v4-pro",
    "Qwen/Qwen2.5-Coder-7B-Instruct": "qwen2.5-coder-7b",
    "ministral 3 8b": "ministral-3-8b",
    "google/gemma-3-270m-it": "gemma-3-270m",
    "google/gemma-3n-E4B-it": "gemma-3n-e4b",
    "glm 4.7 flash": "glm-4.7-flash",
    "kimi k3": "kimi-k3",
    "k-exaone": "k-exaone-236b-a23b",
    "rwkv-7 2.9b": "rwkv-7-2.9b",
    "bert": "bert-base",
}


def test_there_are_as_many_models_as_promised():
    assert len(MODELS) >= 130


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_the_shape_gives_the_published_total(model: Model):
    assert model.shape is not None
    counted = parameter_count(model.shape)
    if abs(counted / model.parameters.value - 1) > 0.01:
        assert model.count_exception
        assert counted == pytest.approx(model.parameters.value, rel=0.04)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_the_layers_of_each_kind_add_up(model: Model):
    shape = model.shape
    assert shape is not None
    mixing, transforming = shape.attention_layers + shape.linear_layers, shape.feed_forward_layers + shape.expert_layers
    whole = shape.layers
    one_each = mixing + transforming == whole
    both = mixing in {whole, 2 * whole} and transforming in {0, whole}
    assert one_each or both


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_active_parameters_are_all_unless_there_are_experts(model: Model):
    shape = model.shape
    assert shape is not None
    if shape.expert_layers:
        assert model.active_parameters.value < model.parameters.value
        assert active_parameter_count(shape) < parameter_count(shape)
    else:
        assert model.active_parameters.value == model.parameters.value


@pytest.mark.parametrize("name", STATED)
def test_the_shape_agrees_with_what_the_makers_state(catalogue: Catalogue, name: str):
    shape = catalogue.model(name).shape
    assert shape is not None
    total, active = STATED[name]
    assert parameter_count(shape) / 1e9 == pytest.approx(total, rel=0.01)
    if active is not None:
        assert active_parameter_count(shape) / 1e9 == pytest.approx(active, rel=0.08)


def test_the_prediction_module_of_deepseek_v3_is_left_out_of_its_total(catalogue: Catalogue):
    shape = catalogue.model("deepseek-v3").shape
    assert shape is not None
    assert parameter_count(shape) / 1e9 == pytest.approx(671.0, rel=1e-3)
    assert prediction_parameter_count(shape) / 1e9 == pytest.approx(14 - 2 * 0.927, rel=0.06)


@pytest.mark.parametrize("typed", NAMES)
def test_the_usual_spellings_find_the_model(catalogue: Catalogue, typed: str):
    assert catalogue.model(typed).id == NAMES[typed]


def test_a_model_has_the_precision_that_its_makers_trained_it_in(catalogue: Catalogue):
    stated = catalogue.model("deepseek-v3").training_precision
    assert stated is not None
    assert (stated.value, stated.source.url) == ("fp8", "https://arxiv.org/abs/2412.19437")
    assert catalogue.model("llama-3-8b").training_precision is None


def test_opt_read_as_many_tokens_as_its_launcher_says(catalogue: Catalogue):
    sizes = [model for model in catalogue.models if model.family == "opt"]
    assert len(sizes) >= 7
    assert {model.tokens.value for model in sizes if model.tokens} == {3e11}


def test_tokens_are_many_times_the_parameters():
    trained = [model for model in MODELS if model.tokens]
    assert len(trained) > 100
    for model in trained:
        assert model.tokens is not None
        assert 0.2 < model.tokens.value / model.parameters.value < 100_000, model.id
