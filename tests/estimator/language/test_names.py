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
    ("quagmire 7b 1T h100", 'the model "quagmire 7b"', "A model of your own is its size"),
    ("7B 1T trainium 9", 'the accelerator "trainium 9"', "9xtrn1"),
    ("7B 1T gaudi 9", 'the accelerator "gaudi 9"', "gaudi"),
    ("7B 1T tpu-v5q", 'the accelerator "tpu-v5q"', "tpu-v5e or tpu-v5p"),
    ("7B 1T h10", 'the accelerator "h10"', "h100"),
    ("7B 1T 2x h10", 'the accelerator "h10"', "h100"),
    ("llama 4 behemoth 30T h100", 'the model "llama 4 behemoth"', "models"),
    ("starcoder-3b 1T h100", 'the model "starcoder-3b"', "3b alone"),
    ("nemotron super 49b 1T h100", 'the model "nemotron super 49b"', "49b alone"),
    ("llama 3.2 11B vision 1B h100", 'the model "llama 3.2 11B"', "11b alone"),
    ("dolphin mistral 7b 1B h100", 'the model "dolphin mistral 7b"', "Did you mean mistral 7b?"),
    ("qwen2.5-math-7b 1B h100", 'the model "qwen2.5-math-7b"', "Did you mean qwen2.5-7b?"),
    ("solar 1T tokens h100", 'the model "solar"', "Did you mean solar-10.7b?"),
    ("groq h100", 'the model "groq"', "grok"),
    ("7B 1T groq lpu", 'the accelerator "groq lpu"', "peak="),
    ("7B 1T kunlun p800", 'the accelerator "kunlun p800"', "peak="),
    ("7B 1T radeon pro w7900", 'the accelerator "radeon pro w7900"', "peak="),
    ("7B 1T b300 ultra", 'the accelerator "b300 ultra"', "b300-sxm"),
    ("7B 1T rubin cpx", 'the accelerator "rubin cpx"', "rubin"),
    ("7B 1T gtx 1080 ti", "the accelerator GTX 1080 ti", "peak="),
    ("7B 1T 3070", "the accelerator RTX 3070", "peak="),
    ("7B 1T 2x rtx 3070", "the accelerator RTX 3070", "peak="),
    ("7B 1T h100 provider=deepseek", 'the provider "deepseek"', "prices"),
]
# makers before names, computers around chips, sizes as Ollama writes them
WITH_MAKERS = {
    "google gemma 3 27b": ("model", "gemma-3-27b"),
    "microsoft phi-4": ("model", "phi-4"),
    "ibm granite 3.0 8b": ("model", "granite-3.0-8b"),
    "z.ai glm 4.6": ("model", "glm-4.6"),
    "llama3.1:8b": ("model", "llama-3.1-8b"),
    "7B intel gaudi 3": ("accelerator", "gaudi3"),
    "7B cloud tpu v4": ("accelerator", "tpu-v4"),
    "7B macbook pro m3 max": ("accelerator", "m3-max"),
    "7B nvidia hopper h100": ("accelerator", "h100-sxm"),
    "7B Nvidia A100 40 gig": ("accelerator", "a100-40gb-sxm"),
}
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


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("deepseek 1B tokens lora h100", "deepseek-v3"),
        ("phi 1B tokens lora h100", "phi-4"),
        ("qwen 1B tokens lora h100", "qwen3-8b"),
        ("mistral 1T h100", "mistral-small-24b"),
    ],
)
def test_a_line_of_models_is_asked_back_with_its_models(catalogue: Catalogue, text: str, some: str):
    with pytest.raises(AmbiguousNameError) as caught:
        read(text, catalogue.names, today=TODAY)
    assert some in " ".join(caught.value.suggestions)


@pytest.mark.parametrize("text", WITH_MAKERS)
def test_a_maker_before_a_name_rents_nothing(catalogue: Catalogue, text: str):
    field, name = WITH_MAKERS[text]
    found = read(f"{text} 1T tokens price=2", catalogue.names, today=TODAY).request
    assert (getattr(found, field), found.provider) == (name, None)


@pytest.mark.parametrize("text", ["mistral nemo 8b h100", "starcoder 3b h100", "qwen3 coder 30b 8xh100"])
def test_a_size_behind_a_model_of_another_size_is_asked_back(catalogue: Catalogue, text: str):
    with pytest.raises(AmbiguousNameError, match="is another size") as caught:
        read(text, catalogue.names, today=TODAY)
    size, tokens = (read(way, catalogue.names, today=TODAY).request for way in caught.value.suggestions)
    assert (size.model, size.parameters) == (None, tokens.tokens)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("falcon h1 34b h100", True),
        ("deepseek-v3 1B h100", True),
        ("deepseek-v3 1B lora h100", False),
        ("gpt-3 300B a100", False),
        ("bert 3.3B tokens h100", False),
        ("llama-2-70b 7B h100", False),
    ],
)
def test_tokens_that_may_be_a_size_are_noted(catalogue: Catalogue, text: str, noted: bool):
    found = read(text, catalogue.names, today=TODAY)
    assert ("size_or_tokens" in {doubt.code for doubt in found.doubts}) is noted
    assert found.request.tokens is not None


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("vicuna 13b", "llama-13b"),
        ("DeepSeek-R1-Distill-Llama-70B", "llama-3.3-70b"),
        ("r1 distill qwen 7b", "qwen2.5-7b"),
        ("deepseek-r1:32b", "qwen2.5-32b"),
        ("Tulu 3 8b", "llama-3.1-8b"),
        ("magistral small 2506", "mistral-small-24b"),
    ],
)
def test_a_model_trained_on_from_another_has_its_shape_and_says_so(catalogue: Catalogue, text: str, model: str):
    found = read(f"{text} 1B tokens lora h100", catalogue.names, today=TODAY)
    assert (found.request.model, found.request.method) == (model, "lora")
    assert f'"{text}" is read as {model}' in " ".join(doubt.message for doubt in found.doubts)
