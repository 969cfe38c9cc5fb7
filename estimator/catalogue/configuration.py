"""A Hugging Face config.json as a model: its family, its shape and its parameters."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from estimator.catalogue.counting import active_parameter_count, parameter_count
from estimator.catalogue.entries import Shape
from estimator.catalogue.families import FAMILIES
from estimator.catalogue.families.keys import Keys
from estimator.errors import RequestError

MOST_TEXT = 1_000_000
_INNER = ("text_config", "llm_config", "language_config", "thinker_config")
_OTHER_NAMES = {
    "RefinedWeb": "falcon",
    "RefinedWebModel": "falcon",
    "gemma3": "gemma3_text",
    "gemma4": "gemma4_text",
    "glm4v": "glm4v_text",
    "kimi_k25": "kimi_k2",
    "llama4": "llama4_text",
    "llava": "llama",
    "minimax_m1": "minimax",
    "minimax_text_01": "minimax",
    "mistral3": "mistral",
    "qwen2_5_vl": "qwen2",
    "qwen2_5_vl_text": "qwen2",
    "qwen2_vl": "qwen2",
    "qwen2_vl_text": "qwen2",
    "qwen3_5": "qwen3_5_text",
    "qwen3_5_moe": "qwen3_5_moe_text",
    "qwen3_vl": "qwen3",
    "qwen3_vl_moe": "qwen3_moe",
    "qwen3_vl_moe_text": "qwen3_moe",
    "qwen3_vl_text": "qwen3",
}
_UNCOUNTED = ("block_configs", "hidden_size_per_layer_input", "num_kv_shared_layers", "routed_expert_hidden_size")


@dataclass(frozen=True, slots=True)
class ConfiguredModel:
    """A model that a config.json describes: the language model of it, where it also sees or hears.

    `parameters` and `active_parameters` leave out modules that predict further tokens, as published totals do.
    """

    shape: Shape
    family: str
    name: str
    parameters: float
    active_parameters: float


def shape_from_text(text: str) -> ConfiguredModel:
    """The model of a config.json's text. Raises RequestError for text that is too long or no JSON object."""
    if len(text) > MOST_TEXT:
        raise RequestError(f"The config.json has {len(text):,} characters; llmcost reads at most {MOST_TEXT:,}.")
    try:
        config = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"The config.json is no JSON: {error}.", "Paste the whole file.") from None
    if not isinstance(config, dict):
        raise RequestError('The config.json should be a JSON object: {"model_type": …}.')
    return shape_from_config(config)


def shape_from_config(config: Mapping[str, object]) -> ConfiguredModel:
    """The model of a config.json.

    Raises RequestError for a family that llmcost does not know, a key that is missing, or a value that cannot be.
    """
    values = _language_part(config)
    family = _family(values, config)
    for key in _UNCOUNTED:
        if values.get(key):
            raise RequestError(f"The config.json has {key!r}, whose weights llmcost does not know how to count.")
    shape = FAMILIES[family](Keys(values, family))
    return ConfiguredModel(
        shape=shape,
        family=family,
        name=_name(config, family),
        parameters=parameter_count(shape),
        active_parameters=active_parameter_count(shape),
    )


def _language_part(config: Mapping[str, object]) -> Mapping[str, object]:
    """The keys of the language model, which a model that also sees keeps in an object of its own."""
    for name in _INNER:
        inner = config.get(name)
        if isinstance(inner, Mapping):
            shared = {key: config[key] for key in ("tie_word_embeddings",) if key in config}
            return _language_part({**shared, **inner})
    return config


def _family(values: Mapping[str, object], config: Mapping[str, object]) -> str:
    stated = values.get("model_type", config.get("model_type", "original_mamba" if "ssm_cfg" in config else None))
    if not isinstance(stated, str) or not stated:
        raise RequestError("The config.json has no 'model_type'.", 'Add it, for example "model_type": "llama".')
    family = _OTHER_NAMES.get(stated, stated)
    if family not in FAMILIES:
        near = difflib.get_close_matches(stated, FAMILIES, n=1)
        hint = f"The nearest that it knows is {near[0]!r}. " if near else ""
        raise RequestError(
            f"llmcost does not know the model_type {stated[:60]!r}, so it cannot count its parameters.",
            f"{hint}Give the parameters yourself: `70B 2T h100`, or `30B-A3B` for a sparse model.",
        )
    return family


def _name(config: Mapping[str, object], family: str) -> str:
    stated = config.get("_name_or_path") or config.get("name_or_path")
    return stated[:100] if isinstance(stated, str) and stated else family
