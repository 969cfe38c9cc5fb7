"""Words that look like one kind of name and are another, against the catalogue that ships."""

import datetime

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.errors import AmbiguousNameError, RequestError
from estimator.language import read

TODAY = datetime.date(2026, 11, 24)
MIXTURES = {
    "8x7B 1T h100": ("mixtral-8x7b", 1e12),
    "moe 8x7b 1T h100": ("mixtral-8x7b", 1e12),
    "a 8x22B MoE on 2T tokens h100": ("mixtral-8x22b", 2e12),
    "16x17B 30T h100": ("llama-4-scout", 30e12),
    "8x7b mixtral 1T h100": ("mixtral-8x7b", 1e12),
    "mixtral 8x7b 1T h100": ("mixtral-8x7b", 1e12),
}
RATIOS = {
    "7B chinchilla h100": 140e9,
    "7B chinchilla-optimal h100": 140e9,
    "chinchilla optimal 13B h100": 260e9,
    "params=7B compute-optimal tokens h100": 140e9,
    "7B 20 tokens per parameter h100": 140e9,
    "7B 100 tokens/param h100": 700e9,
    "7B with 200 tokens per param, h100": 1.4e12,
    "7B tokens_per_parameter=20 h100": 140e9,
    "671B-A37B chinchilla h100": 740e9,
    "7B 140B chinchilla h100": 140e9,
}
# typed: what the refusal names, and what it may suggest
UNKNOWN = [
    ("deepseek v4.7 10T h100", 'the model "deepseek v4.7"', "deepseek"),
    ("minimax m9 1T h100", 'the model "minimax m9"', "minimax"),
    ("grok 7 h100", 'the model "grok 7"', "grok-1"),
    ("mistral small 9.2 h100", 'the model "mistral small 9.2"', "mistral-small"),
    ("zephyrus 7b 1T h100", 'the model "zephyrus 7b"', "A model of your own is its size"),
    ("7B 1T trainium 9", 'the accelerator "trainium 9"', "9xtrn1"),
    ("7B 1T gaudi 9", 'the accelerator "gaudi 9"', "gaudi"),
    ("7B 1T tpu-v5q", 'the accelerator "tpu-v5q"', "tpu-v5e or tpu-v5p"),
    ("7B 1T h10", 'the accelerator "h10"', "h100"),
    ("7B 1T 2x h10", 'the accelerator "h10"', "h100"),
    ("7B 1T 3070", "the accelerator RTX 3070", "peak="),
    ("7B 1T 2x rtx 3070", "the accelerator RTX 3070", "peak="),
    ("7B 1T h100 provider=deepseek", 'the provider "deepseek"', "prices"),
]
METHODS = [
    ("7B 1B PPO h100", "critic"),
    ("7B 1B method=ppo h100", "critic"),
    ("7B 1B rlhf h100", "method=dpo"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def refusal(text: str, catalogue: Catalogue) -> RequestError:
    with pytest.raises(RequestError) as caught:
        read(text, catalogue.names, today=TODAY)
    return caught.value


@pytest.mark.parametrize("text", MIXTURES)
def test_a_size_of_experts_is_the_known_model_of_that_size(catalogue: Catalogue, text: str):
    request = read(text, catalogue.names, today=TODAY).request
    assert (request.model, request.tokens, request.parameters) == (*MIXTURES[text], None)


@pytest.mark.parametrize("text", ["8x3B 1T h100", "4x13b 1T h100", "64x1.5B 1T h100"])
def test_a_size_of_experts_that_no_known_model_has_is_asked_back(catalogue: Catalogue, text: str):
    error = refusal(text, catalogue)
    assert isinstance(error, AmbiguousNameError)
    assert "total" in error.message


@pytest.mark.parametrize("text", RATIOS)
def test_a_ratio_of_tokens_to_parameters_gives_the_tokens(catalogue: Catalogue, text: str):
    reading = read(text, catalogue.names, today=TODAY)
    assert reading.request.tokens == pytest.approx(RATIOS[text])
    assert reading.request.model is None
    assert "tokens_per_parameter" in {doubt.code for doubt in reading.doubts}


@pytest.mark.parametrize(
    "text", ["chinchilla h100", "chinchilla 70b h100", "chinchilla 1.4T h100", "70B chinchilla h100"]
)
def test_chinchilla_without_another_size_is_the_model(catalogue: Catalogue, text: str):
    assert read(text, catalogue.names, today=TODAY).request.model == "chinchilla-70b"


@pytest.mark.parametrize(("text", "name", "hint"), UNKNOWN)
def test_an_unknown_name_is_named_whole_and_stays_of_its_kind(catalogue: Catalogue, text: str, name: str, hint: str):
    error = refusal(text, catalogue)
    assert f"I don't know {name}." == error.message
    assert hint in error.hint


@pytest.mark.parametrize("text", ["hunyuanx 7b h100", "marinx 32b h100", "7B 1T l2000", "7B 1T tpu-v5q", "7B 1T zx90"])
def test_the_hint_of_a_misspelt_model_or_accelerator_is_no_place(catalogue: Catalogue, text: str):
    hint = refusal(text, catalogue).hint
    assert not any(grid.name in hint for grid in catalogue.grids)


@pytest.mark.parametrize(("text", "words"), METHODS)
def test_a_method_that_is_not_estimated_says_why_and_what_to_type(catalogue: Catalogue, text: str, words: str):
    error = refusal(text, catalogue)
    assert error.field == "method"
    assert words in str(error)


def test_a_plural_that_is_also_a_name_is_noted(catalogue: Catalogue):
    reading = read("7B 1T 8 v100s", catalogue.names, today=TODAY)
    assert "plural_or_name" in {doubt.code for doubt in reading.doubts}
    assert "plural_or_name" not in {doubt.code for doubt in read("7B 1T 8 h100s", catalogue.names, today=TODAY).doubts}
