"""Tokens for each parameter: `7B chinchilla`, `7B compute-optimal`, `7B 100 tokens per parameter`."""

import re

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import ConflictError, UnreadableWordError
from estimator.language.amounts import SMALLEST_QUANTITY, amount
from estimator.language.draft import Draft
from estimator.language.lookup import find

# Hoffmann and others 2022 (arXiv 2203.15556): about 20 tokens for each parameter
CHINCHILLA_RATIO = 20.0
_CHINCHILLA = "chinchilla"
_OPTIMAL = {"optimal", "optimum"}
_ITS_NOUNS = {"tokens", "ratio", "scaling", "data", "budget"}
_PARAMETER = re.compile(r"(?:/|per-?)?(param(?:eter)?s?)")
_SAME = 0.1
# more than any model's parameters that were trained so: a bare quantity from here on is tokens
LARGEST_MODEL = 1e12


def tokens_per_parameter(draft: Draft, index: int) -> int:
    """Read a ratio of tokens to parameters; returns the position after it, 0 when there is none."""
    return _optimal(draft, index) or _ratio(draft, index)


def _optimal(draft: Draft, index: int) -> int:
    """`chinchilla`, `chinchilla-optimal`, `compute optimal`; `chinchilla 70b` is the model."""
    at, first = draft.sentence.at, draft.sentence.at(index)
    head, _, tail = first.partition("-")
    if head not in {_CHINCHILLA, "compute"}:
        return 0
    stop = index + 1
    if not tail and at(stop) in _OPTIMAL:
        tail, stop = at(stop), stop + 1
    if tail not in _OPTIMAL and (head != _CHINCHILLA or tail):
        return 0
    if not tail and find(draft.names, "model", draft.sentence.phrase(index, index + 2)):
        return 0
    while at(stop) in _ITS_NOUNS and at(stop + 1) != "=":
        stop += 1
    draft.say("tokens_per_parameter", CHINCHILLA_RATIO, index, stop)
    return stop


def _ratio(draft: Draft, index: int) -> int:
    """`20 tokens per parameter`, `20 tokens/param`, `20x tokens per parameter`."""
    at = draft.sentence.at
    found = amount(draft.sentence, index)
    if found is None or not at(found.stop).startswith("tok"):
        return 0
    noun, _, parameter = at(found.stop).partition("/")
    stop = found.stop + 1
    if noun not in {"tok", "toks", "token", "tokens"}:
        return 0
    if not parameter:
        stop += at(stop) in {"per", "/", "for", "a"}
        stop += at(stop) in {"each", "every"}
        if stop == found.stop + 1 and not at(stop).startswith(("/", "per-")):
            return 0
        parameter, stop = at(stop), stop + 1
    if not _PARAMETER.fullmatch(parameter):
        return 0
    draft.say("tokens_per_parameter", found.value, index, stop)
    return stop


def settle_ratio(draft: Draft) -> None:
    """Turn a ratio into tokens, or the word `chinchilla` without a size into the model of that name."""
    ratio = draft.said.get("tokens_per_parameter")
    if not isinstance(ratio, float):
        return
    span = draft.spans["tokens_per_parameter"]
    said = draft.sentence.raw[slice(*span)]
    draft.forget("tokens_per_parameter")
    if said.lower() == _CHINCHILLA and _is_the_model(draft):
        draft.say_at("model", find(draft.names, "model", _CHINCHILLA), span)
        return
    parameters = _parameters(draft)
    if parameters is None and ("budget" in draft.said or {"deadline", "accelerators"} <= draft.said.keys()):
        # what a budget, or a time on some accelerators, buys is solved for, and is the optimum
        return
    if parameters is None:
        hint = f"Give the parameters, for example `7B {said}`."
        raise UnreadableWordError(f'"{said}" does not say of how many parameters.', hint, span=span, field="tokens")
    tokens = ratio * parameters
    _check_tokens(draft, tokens, said, span)
    draft.say_at("tokens", tokens, span)
    each = f"{ratio:g} tokens for each of {scaled(parameters)} parameters"
    message = f'"{said}" is read as {each}: {scaled(tokens)} tokens.'
    draft.doubts.append(Doubt("tokens_per_parameter", message))


def _is_the_model(draft: Draft) -> bool:
    """Whether `chinchilla` is the model: no other size is said, or its own."""
    model = find(draft.names, "model", _CHINCHILLA)
    if model is None or "model" in draft.said or "parameters" in draft.said:
        return False
    sizes = [value for value, _ in draft.bare if SMALLEST_QUANTITY <= value < LARGEST_MODEL]
    own = draft.names.parameters(model) or 0
    return not sizes or abs(sizes[0] / own - 1) <= _SAME if own else not sizes


def _parameters(draft: Draft) -> float | None:
    """The parameters that a token passes, where they are said or known."""
    for name in ("active_parameters", "parameters"):
        if isinstance(said := draft.said.get(name), float):
            return said
    model = draft.said.get("model")
    if isinstance(model, str):
        return None if model.startswith("hf:") else draft.names.active_parameters(model)
    return draft.bare[0][0] if draft.bare else None


def _check_tokens(draft: Draft, tokens: float, said: str, span: tuple[int, int]) -> None:
    """Refuse a second number of tokens that differs from the ratio's; drop one that does not."""
    second = "parameters" not in draft.said and "model" not in draft.said
    others = draft.bare[1:] if second else draft.bare
    if isinstance(other := draft.said.get("tokens"), float):
        others = [(other, draft.spans["tokens"])]
    for value, place in others:
        if abs(value - tokens) > _SAME * tokens:
            typed = draft.sentence.raw[slice(*place)]
            message = f'Two values for the tokens: "{said}" is {scaled(tokens)}, and "{typed}".'
            raise ConflictError(message, "Keep one of them.", span=span, field="tokens")
    draft.bare = draft.bare[:1] if second else []
    draft.forget("tokens")
