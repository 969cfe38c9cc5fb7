"""A Hugging Face config.json as a model: its family, its shape and its parameters."""

import difflib
import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from estimator.catalogue.shape import Shape
from estimator.configuration.counting import active_parameter_count, parameter_count
from estimator.configuration.families import FAMILIES
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.library import library_defaults
from estimator.errors import RequestError

MAXIMUM_TEXT = 1_000_000
_PLAIN = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size")
_INNER = ("text_config", "llm_config", "language_config", "thinker_config", "decoder_config", "llm_backbone_config")
_TOWERS = {
    "vision": ("vision_config", "vision_tower", "mm_vision_tower", "img_processor", "visual", "embd_layer"),
    "audio": ("audio_config", "audio_processor", "audio_encoder_config", "speech_config"),
}
_OTHER_NAMES = {
    "RefinedWeb": "falcon",
    "RefinedWebModel": "falcon",
    "aria": "aria_text",
    "bloom_text": "bloom",
    "gemma3": "gemma3_text",
    "gemma3n": "gemma3n_text",
    "gemma4": "gemma4_text",
    "glm4v": "glm4v_text",
    "kimi_k25": "kimi_k2",
    "kimi_k3": "kimi_linear",
    "llama4": "llama4_text",
    "llava": "llama",
    "llava_llama": "llama",
    "llava_mistral": "mistral",
    "llava_next": "llama",
    "llava_qwen": "qwen2",
    "minimax_m1": "minimax",
    "minimax_m3_vl": "minimax_m3",
    "minimax_m3_vl_text": "minimax_m3",
    "minimax_text_01": "minimax",
    "mistral3": "mistral",
    "mixformer-sequential": "phi-msft",
    "paligemma": "gemma",
    "phi3_v": "phi3",
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
    "vipllava": "llama",
}
_UNCOUNTED = ("block_configs",)
_ENCODER_DECODERS = {"bart", "mbart", "mt5", "pegasus", "t5", "t5gemma", "umt5"}


class ConfiguredModel(Struct, frozen=True):
    """A model that a config.json describes: the language model of it, where it also sees or hears.

    `parameters` and `active_parameters` leave out modules that predict further tokens, as published totals do. `notes`
    say what was left out, and what was not in the file.
    """

    shape: Shape
    family: str
    name: str
    parameters: float
    active_parameters: float
    notes: tuple[str, ...] = ()


def shape_from_text(text: str, like: str | None = None) -> ConfiguredModel:
    """The model of a config.json's text, read as the family `like` if it is given.

    Raises RequestError for text that is too long or no JSON object, and as shape_from_config does.
    """
    if len(text) > MAXIMUM_TEXT:
        raise RequestError(f"The config.json has {len(text):,} characters; llmcost reads at most {MAXIMUM_TEXT:,}.")
    try:
        config = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"The config.json is no JSON: {error}.", "Paste the whole file.") from None
    if not isinstance(config, dict):
        raise RequestError('The config.json should be a JSON object: {"model_type": …}.')
    return shape_from_config(config, like)


def shape_from_config(config: Mapping[str, object], like: str | None = None) -> ConfiguredModel:
    """The model of a config.json, read as the family `like` if it is given.

    A decoder inside a larger model may leave out what its library takes by default; so may any family, but for its
    sizes. A file that is pasted may say `"like": "llama"` itself. Raises RequestError for a family that llmcost does
    not know, a key that is missing, or a value that cannot be.
    """
    values = _language_part(config)
    said = config.get("like")
    like = like or (said if isinstance(said, str) else None)
    family = _family_like(like) if like else _family(values, config)
    for key in _UNCOUNTED:
        if values.get(key):
            raise RequestError(f"The config.json has {key!r}, whose weights llmcost does not know how to count.")
    keys = Keys(values, family, library_defaults(family, nested=values is not config))
    shape = FAMILIES[family](keys)
    return ConfiguredModel(
        shape=shape,
        family=family,
        name=_name(config, family),
        parameters=parameter_count(shape),
        active_parameters=active_parameter_count(shape),
        notes=tuple(_notes(config, values, keys, like)),
    )


def _notes(config: Mapping[str, object], values: Mapping[str, object], keys: Keys, like: str | None) -> Iterator[str]:
    """What a reader of the count should know."""
    if like:
        yield f"read as {keys.family}, as you said, though its model_type is {str(values.get('model_type'))[:60]!r}"
    for what, names in _TOWERS.items():
        if any(config.get(name) for name in names):
            yield f"its {what} part is left out"
    numbers = {name: value for name, value in keys.borrowed.items() if not isinstance(value, bool)}
    if numbers:
        said = ", ".join(f"{name}={value}" for name, value in sorted(numbers.items()))
        yield f"not in the file, so by the library's default: {said}"


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
    if family in FAMILIES:
        return family
    if stated in _ENCODER_DECODERS:
        raise RequestError(
            f"{stated!r} has an encoder and a decoder, and a token passes only one; llmcost counts single stacks.",
            "Give the parameters that a token passes yourself, for example `5.5B 1T h100`.",
        )
    raise RequestError(
        f"llmcost does not know the model_type {stated[:60]!r}, so it cannot count its parameters.",
        f"{_instead(stated, values)}Give the parameters yourself: `70B 2T h100`, or `30B-A3B` for a sparse model.",
    )


def _family_like(like: str) -> str:
    family = _OTHER_NAMES.get(like, like)
    if family in FAMILIES:
        return family
    near = difflib.get_close_matches(like, FAMILIES, n=1)
    raise RequestError(
        f"llmcost does not know the model_type {like[:60]!r} to read a config.json like.",
        f"Did you mean like={near[0]}?" if near else "like=llama reads it as a plain decoder.",
    )


def _instead(stated: str, values: Mapping[str, object]) -> str:
    """What to do about an unknown family: the nearest name, or to read it as another when its keys are as another's."""
    near = difflib.get_close_matches(stated, FAMILIES, n=1)
    hint = f"The nearest that it knows is {near[0]!r}. " if near else ""
    if all(name in values for name in _PLAIN):
        hint += (
            'Its keys are those of a plain decoder: add like=llama (in a file `"like": "llama"`) to read it as one. '
        )
    return hint


def _name(config: Mapping[str, object], family: str) -> str:
    stated = config.get("_name_or_path") or config.get("name_or_path")
    return stated[:100] if isinstance(stated, str) and stated else family
