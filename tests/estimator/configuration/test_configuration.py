"""A config.json as a model: published configs against their reference implementations, and what cannot be read."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.catalogue.catalogue import Catalogue
from estimator.configuration.families import FAMILIES
from estimator.configuration.reading import shape_from_config, shape_from_text
from estimator.errors import RequestError

# Published configs, less the keys that set no width, each with the weights of its reference implementation counted.
PUBLISHED = json.loads((Path(__file__).parent / "configurations.json").read_text())
LLAMA = {
    "model_type": "llama",
    "hidden_size": 4096,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "intermediate_size": 11008,
    "vocab_size": 32000,
}
HINTED = "Give the parameters yourself"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_config_counts_as_its_reference_implementation(name: str):
    assert shape_from_config(PUBLISHED[name]["config"]).parameters == pytest.approx(
        PUBLISHED[name]["parameters"], rel=1e-6
    )


@pytest.mark.parametrize("name", ["llama-3.2-1b", "deepseek-v3", "qwen3-next-80b-a3b", "jamba-1.5-mini", "gpt-oss-20b"])
def test_a_config_gives_the_shape_that_the_catalogue_has(catalogue: Catalogue, name: str):
    assert shape_from_config(PUBLISHED[name]["config"]).shape == catalogue.model(name).shape


def test_a_config_names_its_family_and_its_model():
    model = shape_from_config({**LLAMA, "_name_or_path": "our/model"})
    assert (model.family, model.name, model.parameters) == ("llama", "our/model", 6_738_415_616)


def test_a_dense_model_passes_all_its_parameters():
    model = shape_from_config(LLAMA)
    assert model.active_parameters == model.parameters


def test_a_sparse_model_passes_a_part():
    model = shape_from_config(PUBLISHED["qwen3-30b-a3b"]["config"])
    assert model.active_parameters / 1e9 == pytest.approx(3.35, abs=0.01)


def test_tied_embeddings_save_a_matrix():
    untied, tied = shape_from_config(LLAMA), shape_from_config({**LLAMA, "tie_word_embeddings": True})
    assert untied.parameters - tied.parameters == 32000 * 4096


def test_a_model_that_sees_is_read_by_its_language_part():
    assert shape_from_config({"model_type": "llava", "text_config": LLAMA}).parameters == 6_738_415_616


# A decoder inside a larger model leans on its library's defaults: the weights of transformers 5.24.0 for the same file.
NESTED = {
    "llava 1.5 7b": (
        {"model_type": "llava", "text_config": {"model_type": "llama", "vocab_size": 32064}, "vision_config": {"a": 1}},
        6_738_939_904,
    ),
    "llava 1.6 mistral": (
        {"model_type": "llava_next", "text_config": {"model_type": "mistral", "vocab_size": 32064}},
        7_242_256_384,
    ),
    "aria": (
        {
            "model_type": "aria",
            "text_config": {
                "model_type": "aria_text",
                "hidden_size": 2560,
                "intermediate_size": 1664,
                "moe_num_experts": 64,
                "moe_topk": 6,
                "num_attention_heads": 20,
                "num_hidden_layers": 28,
                "num_key_value_heads": 20,
                "vocab_size": 100352,
            },
        },
        24_869_091_840,
    ),
    "phi 3 vision": (
        {
            "model_type": "phi3_v",
            "hidden_size": 3072,
            "intermediate_size": 8192,
            "num_attention_heads": 32,
            "num_hidden_layers": 32,
            "num_key_value_heads": 32,
            "vocab_size": 32064,
            "img_processor": {"name": "clip"},
        },
        3_821_079_552,
    ),
}


@pytest.mark.parametrize("name", NESTED)
def test_a_nested_decoder_counts_as_its_library_builds_it(name: str):
    config, parameters = NESTED[name]
    assert shape_from_config(config).parameters == parameters


def test_the_tower_beside_a_nested_decoder_is_named_as_left_out():
    assert "its vision part is left out" in shape_from_config(NESTED["llava 1.5 7b"][0]).notes


def test_an_unknown_family_with_a_decoders_keys_is_offered_to_be_read_as_one():
    with pytest.raises(RequestError, match="add like=llama"):
        shape_from_config({**LLAMA, "model_type": "ours"})


def test_an_unknown_family_is_read_like_the_one_that_is_said_and_noted():
    model = shape_from_config({**LLAMA, "model_type": "ours"}, like="llama")
    assert model.parameters == 6_738_415_616
    assert "read as llama" in model.notes[0]
    assert "'ours'" in model.notes[0]


def test_a_pasted_file_may_say_itself_what_to_be_read_like():
    assert shape_from_config({**LLAMA, "model_type": "ours", "like": "llama"}).parameters == 6_738_415_616


def test_a_family_to_read_like_that_is_not_known_is_named():
    with pytest.raises(RequestError, match="like=llama"):
        shape_from_config({**LLAMA, "model_type": "ours"}, like="lama")


@pytest.mark.parametrize(("name", "settings"), [("mamba-2.8b", {}), ("mamba2-2.7b", {"layer": "Mamba2"})])
def test_mamba_is_read_as_its_authors_publish_it(catalogue: Catalogue, name: str, settings: dict[str, str]):
    padding = 16 if settings else 8
    config = {"d_model": 2560, "n_layer": 64, "vocab_size": 50277, "pad_vocab_size_multiple": padding}
    counted = shape_from_config({**config, "ssm_cfg": settings}).parameters
    assert counted == pytest.approx(catalogue.model(name).parameters.value, rel=1e-6)


def test_windows_are_counted_by_layer():
    shape = shape_from_config(PUBLISHED["gemma-3-27b"]["config"]).shape
    assert (shape.window_layers, shape.window) == (52, 1024)


def test_an_unknown_family_is_named_with_what_to_do():
    with pytest.raises(RequestError, match=f"'lama'.*nearest that it knows is 'llama'.*{HINTED}"):
        shape_from_config({**LLAMA, "model_type": "lama"})


def test_weights_that_cannot_be_counted_are_named():
    with pytest.raises(RequestError, match="'block_configs'"):
        shape_from_config({**LLAMA, "block_configs": [{"attention": {"no_op": True}}]})


@pytest.mark.parametrize("key", [key for key in LLAMA if key != "model_type"])
def test_a_missing_key_is_named(key: str):
    with pytest.raises(RequestError, match=f"has no '{key}'"):
        shape_from_config({name: value for name, value in LLAMA.items() if name != key})


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("hidden_size", -1, "should be from 1"),
        ("hidden_size", 0, "should be from 1"),
        ("hidden_size", "4096", "should be a whole number"),
        ("hidden_size", 4096.5, "should be a whole number"),
        ("hidden_size", float("nan"), "should be a whole number"),
        ("hidden_size", float("inf"), "should be a whole number"),
        ("hidden_size", True, "should be a whole number"),
        ("hidden_size", [4096], "should be a whole number"),
        ("num_hidden_layers", 2_000_000, "no model has more"),
        ("vocab_size", 10**30, "should be from 1"),
        ("num_key_value_heads", 64, "64 key-value heads for 32 query heads"),
        ("tie_word_embeddings", "yes", "should be true or false"),
        ("model_type", 7, "no 'model_type'"),
        ("model_type", "", "no 'model_type'"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(key: str, value: object, sentence: str):
    with pytest.raises(RequestError, match=sentence):
        shape_from_config({**LLAMA, key: value})


def test_more_experts_for_a_token_than_there_are_is_refused():
    with pytest.raises(RequestError, match="routes each token to 9 of 8 experts"):
        shape_from_config({**PUBLISHED["mixtral-8x7b"]["config"], "num_experts_per_tok": 9})


def test_a_list_of_layers_of_another_length_is_refused():
    config = PUBLISHED["qwen3.5-35b-a3b"]["config"]
    with pytest.raises(RequestError, match=r"'layer_types'.*3 members for 40 layers"):
        shape_from_config({"model_type": "x", "text_config": {**config["text_config"], "layer_types": ["a", "b", "c"]}})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "no JSON"), ("[]", "JSON object"), ("7", "JSON object"), ("{", "no JSON"), (" " * 1_000_001, "at most")],
)
def test_text_that_is_no_config_is_refused(text: str, sentence: str):
    with pytest.raises(RequestError, match=sentence):
        shape_from_text(text)


def test_text_of_a_config_is_read():
    assert shape_from_text(json.dumps(LLAMA)).parameters == 6_738_415_616


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(name=st.sampled_from(sorted(PUBLISHED)), junk=JUNK, data=st.data())
def test_junk_in_a_config_is_counted_or_said_in_a_sentence(name: str, junk: object, data: st.DataObject):
    config = PUBLISHED[name]["config"]
    key = data.draw(st.sampled_from(sorted(config)))
    with suppress(RequestError):
        assert shape_from_config({**config, key: junk}).shape.layers > 0


@given(family=st.sampled_from(sorted(FAMILIES)), junk=JUNK)
def test_a_family_without_its_keys_is_said_in_a_sentence(family: str, junk: object):
    with pytest.raises(RequestError):
        shape_from_config({"model_type": family, "junk": junk})
